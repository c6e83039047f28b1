package vfs

import "errors"

// fault is why something is refused, before it is known by whom.
type fault struct{ code, message string }

// Error is the text of the fault.
func (f *fault) Error() string {
	if f.message != "" {
		return f.message
	}
	return texts[f.code]
}

// texts are what the codes mean, https://nodejs.org/api/errors.html#common-system-errors.
var texts = map[string]string{
	"EBADF": "bad file descriptor", "EEXIST": "file already exists", "EINVAL": "invalid argument", "EIO": "input/output error",
	"EISDIR": "illegal operation on a directory", "ELOOP": "too many symbolic links encountered",
	"ENAMETOOLONG": "name too long", "ENOENT": "no such file or directory", "ENOTDIR": "not a directory",
	"ENOTEMPTY": "directory not empty", "EPERM": "operation not permitted",
}

func plain(code string) *fault { return &fault{code: code} }

var (
	tooLarge  = &fault{"EPERM", "File size limit exceeded"}
	tooDeep   = &fault{"ELOOP", "symlink depth exceeded"}
	badName   = &fault{"EINVAL", "Invalid path"}
	outOfSize = &fault{"EINVAL", "position out of range"}
)

// ErrComponent is a path that ends where a name would have to be.
var ErrComponent = errors.New("invalid path component")

// Error is an operation that was refused.
type Error struct {
	// Code is the system's, or one of Node's for cp, which have no Syscall.
	Code, Message, Syscall string
	// Path is what it was about, if the platform says so.
	Path string
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// by answers why a system call is refused, nil if err is nil.
func by(syscall string, err error) error { return at(syscall, "", err) }

// at is by for a path, which is told unless the fault has words of its own.
func at(syscall, path string, err error) error {
	f, ok := err.(*fault)
	if !ok {
		return err
	}
	message := f.Error()
	if f.message == "" && path != "" {
		message += ", " + syscall + " '" + path + "'"
	}
	return &Error{f.code, message, syscall, path}
}

func failed(syscall, code string) error { return by(syscall, plain(code)) }
