package clone

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// value reads a value. A view follows the buffer it looks into, even a referred one.
func (d *Decoder) value() goja.Value {
	if d.depth >= maxReadDepth {
		d.fail(errTooDeep)
		return goja.Undefined()
	}
	d.depth++
	v := d.tagged()
	d.depth--
	if o, ok := v.(*goja.Object); ok && d.err == nil && d.peek() == tagView && o.ExportType() == bufferType {
		return d.view(o)
	}
	return v
}

func (d *Decoder) tagged() goja.Value {
	switch tag := d.tag(); tag {
	case tagVerifyCount: // older writers count their objects here
		d.uint32()
		return d.tagged()
	case tagUndefined:
		return goja.Undefined()
	case tagNull:
		return goja.Null()
	case tagTrue, tagFalse:
		return d.vm.ToValue(tag == tagTrue)
	case tagInt32:
		return d.vm.ToValue(d.int32())
	case tagUint32:
		return d.vm.ToValue(d.uint32())
	case tagDouble:
		return d.vm.ToValue(d.double())
	case tagBigInt:
		return d.vm.ToValue(d.bigInt())
	case tagOneByte, tagTwoByte, tagUTF8:
		d.at--
		return d.text()
	case tagReference:
		return d.reference(d.uint32())
	default:
		if o := d.object(tag); o != nil && d.err == nil {
			return o
		}
		d.fail(errDamaged)
		return goja.Undefined()
	}
}

// object reads what has an id. The id is taken before anything inside is read.
func (d *Decoder) object(tag byte) *goja.Object {
	switch tag {
	case tagObject:
		o := d.made(d.vm.NewObject())
		d.properties(o, tagObjectEnd)
		d.uint32()
		return o
	case tagDenseArray:
		return d.denseArray()
	case tagSparseArray:
		return d.sparseArray()
	case tagDate:
		return d.made(d.construct("Date", d.vm.ToValue(d.double())))
	case tagTrueObject, tagFalseObject:
		return d.made(d.vm.ToValue(tag == tagTrueObject).ToObject(d.vm))
	case tagNumberObject:
		return d.made(d.vm.ToValue(d.double()).ToObject(d.vm))
	case tagBigIntObject:
		return d.made(d.vm.ToValue(d.bigInt()).ToObject(d.vm))
	case tagStringObject:
		return d.made(d.text().ToObject(d.vm))
	case tagRegExp:
		return d.regExp()
	case tagMap, tagSet:
		return d.collection(tag)
	case tagBuffer, tagResizable:
		return d.buffer(tag == tagResizable)
	case tagShared:
		i := d.uint32()
		if uint64(i) >= uint64(len(d.shared)) {
			return nil
		}
		return d.made(webidl.Share(d.vm, d.shared[i]))
	case tagTransferred:
		i := d.uint32()
		if uint64(i) >= uint64(len(d.arrived)) || d.arrived[i] == nil {
			return nil
		}
		return d.made(d.arrived[i])
	case tagError:
		return d.plainError()
	case tagHost:
		return d.hostObject()
	}
	return nil
}

// made gives an object the next id.
func (d *Decoder) made(o *goja.Object) *goja.Object {
	d.objects = append(d.objects, slot{object: o})
	return o
}

// reserve takes an id for an object that is not there yet.
func (d *Decoder) reserve(array bool) int {
	d.objects = append(d.objects, slot{array: array})
	return len(d.objects) - 1
}

func (d *Decoder) reference(id uint32) goja.Value {
	if uint64(id) >= uint64(len(d.objects)) {
		d.fail(errDamaged)
		return goja.Undefined()
	}
	s := &d.objects[id]
	if s.object == nil && s.array {
		s.object = d.vm.NewArray()
	}
	if s.object == nil { // an error or host object inside itself: the platform cannot read it either
		d.fail(errDamaged)
		return goja.Undefined()
	}
	return s.object
}

// construct calls a builtin constructor. What it throws means damaged input.
func (d *Decoder) construct(name string, args ...goja.Value) *goja.Object {
	ctor := d.c.constructor(name)
	if ctor == nil || d.err != nil {
		d.fail(errDamaged)
		return nil
	}
	o, err := d.vm.New(ctor, args...)
	if err != nil {
		d.fail(errDamaged)
		return nil
	}
	return o
}

// properties reads names and values up to the end tag.
func (d *Decoder) properties(o *goja.Object, end byte) {
	for d.more(end) {
		name, exact := d.propertyKey()
		v := d.value()
		if d.err != nil {
			return
		}
		switch {
		case exact != nil:
			d.defineRaw(o, exact, v)
		default:
			define(o, name, v, goja.FLAG_TRUE)
		}
	}
}

// define creates a property as an object literal does: no setter of a prototype sees it.
func define(o *goja.Object, name string, v goja.Value, enumerable goja.Flag) {
	_ = o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable)
}

// propertyKey reads a name. One that a Go string cannot hold is returned exactly.
func (d *Decoder) propertyKey() (string, goja.Value) {
	switch tag := d.tag(); tag {
	case tagOneByte:
		return d.oneByte(), nil
	case tagUTF8:
		return d.utf8(), nil
	case tagTwoByte:
		s := d.twoByte()
		name := s.String()
		if strings.ContainsRune(name, '\uFFFD') {
			return "", s
		}
		return name, nil
	case tagInt32:
		return strconv.Itoa(int(d.int32())), nil
	case tagUint32:
		return strconv.FormatUint(uint64(d.uint32()), 10), nil
	case tagDouble:
		return d.vm.ToValue(d.double()).String(), nil
	}
	d.fail(errDamaged)
	return "", nil
}

// defineRaw is define for a name with a lone surrogate.
func (d *Decoder) defineRaw(o *goja.Object, name, v goja.Value) {
	descriptor := d.vm.CreateObject(nil)
	yes := d.vm.ToValue(true)
	define(descriptor, "value", v, goja.FLAG_TRUE)
	for _, k := range []string{"writable", "enumerable", "configurable"} {
		define(descriptor, k, yes, goja.FLAG_TRUE)
	}
	inside().define.on(nil, o, name, descriptor)
}

// denseArray makes the array once its elements are known, which is many times faster than growing
// it, unless one of them refers back to it.
func (d *Decoder) denseArray() *goja.Object {
	length := d.uint64()
	if length > uint64(len(d.b)-d.at) { // an element takes at least a byte
		d.fail(errDamaged)
		return nil
	}
	id := d.reserve(true)
	values := make([]any, 0, min(length, 1024))
	var holes []int
	for i := range int(length) {
		if d.err != nil {
			return nil
		}
		if d.peek() == tagHole {
			d.at++
			holes = append(holes, i)
			values = append(values, goja.Undefined())
			continue
		}
		values = append(values, d.value())
	}
	o := d.objects[id].object
	if o == nil {
		o = d.vm.NewArray(values...)
		d.objects[id].object = o
	} else {
		for i, v := range values {
			define(o, strconv.Itoa(i), v.(goja.Value), goja.FLAG_TRUE)
		}
	}
	for _, i := range holes {
		_ = o.Delete(strconv.Itoa(i))
	}
	d.properties(o, tagDenseEnd)
	d.uint32()
	d.uint32()
	return o
}

func (d *Decoder) sparseArray() *goja.Object {
	length := d.uint32()
	o := d.made(d.vm.NewArray())
	if err := o.Set("length", length); err != nil {
		d.fail(errDamaged)
		return nil
	}
	d.properties(o, tagSparseEnd)
	d.uint32()
	d.uint32()
	return o
}

func (d *Decoder) collection(tag byte) *goja.Object {
	name, end, want := "Set", byte(tagSetEnd), arrayType
	if tag == tagMap {
		name, end, want = "Map", tagMapEnd, mapType
	}
	o := d.construct(name)
	if o == nil || o.ExportType() != want {
		d.fail(errDamaged)
		return nil
	}
	d.made(o)
	for d.more(end) {
		k := d.value()
		if tag == tagSet {
			inside().setAdd.on(o, k)
			continue
		}
		v := d.value()
		inside().mapSet.on(o, k, v)
	}
	d.uint32()
	return o
}

func (d *Decoder) regExp() *goja.Object {
	source, bits := d.text(), d.uint32()
	var flags []byte
	for _, f := range regExpFlags {
		if bits&f.bit != 0 {
			flags = append(flags, f.flag)
		}
		bits &^= f.bit
	}
	if bits != 0 {
		return nil
	}
	return d.made(d.construct("RegExp", source, d.vm.ToValue(string(flags))))
}
