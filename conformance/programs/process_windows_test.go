package programs

import "os/exec"

func ownGroup(*exec.Cmd) {}

// interruptGroup kills: Windows delivers interrupts to consoles, not to processes.
func interruptGroup(cmd *exec.Cmd) error { return killGroup(cmd) }

func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
