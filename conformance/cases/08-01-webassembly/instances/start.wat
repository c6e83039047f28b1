(module
  (import "env" "hello" (func $hello))
  (func $go (call $hello))
  (start $go)
  (func (export "a\u{e9}"))
  (data "x")
)
