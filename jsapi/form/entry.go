package form

// Entry is one field of a form: a text, or a file when File is not nil.
type Entry struct {
	Name, Value string
	File        *File
}

// File is the content of a file field.
type File struct {
	Name, Type string
	Content    []byte
}
