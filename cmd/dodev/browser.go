package main

import (
	"fmt"
	"os/exec"
	"runtime"
)

// openBrowser shows a page in the person's own browser.
func openBrowser(url string) error {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", url}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %s in a browser: %w", url, err)
	}
	go func() { _ = cmd.Wait() }() // it outlives us, or says on its own what is wrong
	return nil
}
