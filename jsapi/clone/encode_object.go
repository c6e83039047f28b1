package clone

import (
	"cmp"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// object writes an object, or a reference to where it was written before. The class name is not
// enough to tell builtins apart (a Map says "Object"), the export type is; Export itself is never
// called on what a script may have filled, since a Map that contains itself would not survive it.
func (e *Encoder) object(o *goja.Object) error {
	if n, ok := e.id(o); ok {
		e.b = append(e.b, tagReference)
		e.WriteUint32(n)
		return nil
	}
	if e.depth >= maxDepth {
		return errTooDeep
	}
	e.depth++
	defer func() { e.depth-- }()

	t := o.ExportType()
	if t == proxyType { // nothing may be asked of it: its traps are the user's
		return e.foreign(o)
	}
	switch class := o.ClassName(); t {
	case plainType:
		return e.plain(o, class)
	case arrayType: // a Set, too, exports as one
		e.assign(o)
		if class == "Object" {
			return e.collection(o, false)
		}
		return e.array(o)
	case bufferType:
		e.assign(o)
		return e.buffer(o)
	case mapType:
		e.assign(o)
		return e.collection(o, true)
	case promiseType:
		return Uncloneable(o)
	default:
		switch {
		case viewTypes[t] != 0 && class == "Object":
			return e.view(o, viewTypes[t])
		case class == "Date":
			e.assign(o)
			e.date(o)
			return nil
		}
		return e.boxed(o, class)
	}
}

// plain writes what is a baseObject inside the engine.
func (e *Encoder) plain(o *goja.Object, class string) error {
	switch class {
	case "Object":
		proto := o.Prototype()
		if proto != e.c.object && (proto != nil || e.options.Mode == ForRPC) || o == e.c.vm.GlobalObject() {
			return e.instance(o)
		}
		e.assign(o)
		return e.properties(o)
	case "Array":
		e.assign(o)
		return e.array(o)
	case "Error":
		return e.errorOrHost(o)
	case "RegExp":
		e.assign(o)
		return e.regExp(o)
	case "String":
		e.assign(o)
		e.b = append(e.b, tagStringObject)
		e.text(inside().stringValue.on(o).(goja.String))
		return nil
	}
	return Uncloneable(o) // Arguments and the like
}

// boxed writes wrapped primitives; what is none of them is the host's or nobody's.
func (e *Encoder) boxed(o *goja.Object, class string) error {
	if _, ok := goja.AssertFunction(o); ok {
		return e.foreign(o)
	}
	switch class {
	case "Number":
		e.assign(o)
		e.b = append(e.b, tagNumberObject)
		switch n := o.Export().(type) {
		case int64:
			e.WriteDouble(float64(n))
		case float64:
			e.WriteDouble(n)
		}
		return nil
	case "Boolean":
		e.assign(o)
		tag := byte(tagFalseObject)
		if yes, _ := o.Export().(bool); yes {
			tag = tagTrueObject
		}
		e.b = append(e.b, tag)
		return nil
	}
	if o.ExportType() == bigIntType {
		e.assign(o)
		e.b = append(e.b, tagBigIntObject)
		e.bigInt(o.Export().(*big.Int))
		return nil
	}
	return e.foreign(o)
}

// hostObject offers an object to the host. When the host declines, the object keeps its id.
func (e *Encoder) hostObject(o *goja.Object) (bool, error) {
	e.assign(o)
	if e.c.host == nil {
		return false, nil
	}
	start := len(e.b)
	e.b = append(e.b, tagHost)
	handled, err := e.c.host.Write(e, o)
	if !handled {
		e.b = e.b[:start]
	}
	return handled, err
}

// foreign writes what only the host can know: functions, proxies, objects made in Go.
func (e *Encoder) foreign(o *goja.Object) error {
	if handled, err := e.hostObject(o); handled || err != nil {
		return err
	}
	return Uncloneable(o)
}

// instance writes an object with a prototype of its own: a platform object, a builtin that looks
// ordinary to the engine, or an instance of a user's class.
func (e *Encoder) instance(o *goja.Object) error {
	if o == e.c.vm.GlobalObject() {
		return Uncloneable(o)
	}
	in := inside()
	for p := o.Prototype(); p != nil && p != e.c.object && p.ExportType() != proxyType; p = p.Prototype() {
		d, ok := in.descriptor.on(nil, p, goja.SymToStringTag).(*goja.Object)
		if !ok {
			continue
		}
		tag, ok := d.Get("value").(goja.String)
		if !ok {
			continue
		}
		switch name := tag.String(); {
		case name == "DataView":
			if buffer := in.dataViewBuffer(o); buffer != nil {
				return e.dataView(o, buffer)
			}
		case name == "WeakMap" || name == "WeakSet" || name == "WeakRef" || name == "FinalizationRegistry":
			return Uncloneable(o)
		case name == "Generator" || name == "AsyncGenerator" || name == "Iterator Helper" || strings.HasSuffix(name, " Iterator"):
			return &Error{DataCloneError, "[object " + name + "] could not be cloned."}
		}
	}
	if handled, err := e.hostObject(o); handled || err != nil {
		return err
	}
	if e.options.Mode == ForRPC {
		return Unsupported(cmp.Or(className(o), "Object"))
	}
	return e.properties(o)
}

// properties writes own enumerable string-keyed properties as a plain object.
func (e *Encoder) properties(o *goja.Object) error {
	e.b = append(e.b, tagObject)
	n, err := e.members(o, o.Keys())
	if err != nil {
		return err
	}
	e.b = append(e.b, tagObjectEnd)
	e.WriteUint32(n)
	return nil
}

// members writes the named properties that still exist when their turn comes.
func (e *Encoder) members(o *goja.Object, keys []string) (n uint32, err error) {
	for _, k := range keys {
		if strings.ContainsRune(k, '\uFFFD') { // perhaps a lone surrogate, which a Go string cannot hold
			return e.rawMembers(o)
		}
	}
	for _, k := range keys {
		v := o.Get(k)
		if v == nil {
			continue
		}
		e.propertyKey(k)
		if err := e.WriteValue(v); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// rawMembers is members with the names as the script spelled them.
func (e *Encoder) rawMembers(o *goja.Object) (n uint32, err error) {
	in := inside()
	names := in.keys.on(nil, o).(*goja.Object)
	for i := range int(names.Get("length").ToInteger()) {
		name := names.Get(strconv.Itoa(i)).(goja.String)
		v := in.get.on(nil, o, name)
		if index, ok := arrayIndex(name.String()); ok {
			e.number(float64(index))
		} else {
			e.text(name)
		}
		if err := e.WriteValue(v); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// array writes elements in order, or, when some are missing, as properties of a sparse array.
func (e *Encoder) array(o *goja.Object) error {
	length := uint32(o.Get("length").ToInteger())
	keys := o.Keys()
	if uint32(len(keys)) < length || length > 0 && keys[length-1] != strconv.Itoa(int(length-1)) {
		e.b = append(e.b, tagSparseArray)
		e.WriteUint32(length)
		return e.arrayEnd(o, keys, tagSparseEnd, length)
	}
	e.b = append(e.b, tagDenseArray)
	e.WriteUint32(length)
	for _, k := range keys[:length] {
		v := o.Get(k)
		if v == nil { // removed by a getter since
			e.b = append(e.b, tagHole)
			continue
		}
		if err := e.WriteValue(v); err != nil {
			return err
		}
	}
	return e.arrayEnd(o, keys[length:], tagDenseEnd, length)
}

func (e *Encoder) arrayEnd(o *goja.Object, keys []string, tag byte, length uint32) error {
	n, err := e.members(o, keys)
	if err != nil {
		return err
	}
	e.b = append(e.b, tag)
	e.WriteUint32(n)
	e.WriteUint32(length)
	return nil
}

// collection writes a Map or Set as it was when its turn came, whatever getters do to it meanwhile.
func (e *Encoder) collection(o *goja.Object, isMap bool) error {
	tag, end := byte(tagSet), byte(tagSetEnd)
	if isMap {
		tag, end = tagMap, tagMapEnd
	}
	e.b = append(e.b, tag)
	list := e.c.entries(o, isMap)
	for _, v := range list {
		if err := e.WriteValue(v); err != nil {
			return err
		}
	}
	e.b = append(e.b, end)
	e.WriteUint32(uint32(len(list)))
	return nil
}

func (e *Encoder) date(o *goja.Object) {
	ms := math.NaN()
	if t, ok := o.Export().(time.Time); ok {
		ms = float64(t.UnixMilli())
	}
	e.b = append(e.b, tagDate)
	e.WriteDouble(ms)
}

func (e *Encoder) regExp(o *goja.Object) error {
	source, ok := o.Get("source").(goja.String)
	if !ok {
		return Uncloneable(o)
	}
	var bits uint32
	flags := o.Get("flags").String()
	for _, f := range regExpFlags {
		if strings.IndexByte(flags, f.flag) >= 0 {
			bits |= f.bit
		}
	}
	e.b = append(e.b, tagRegExp)
	e.text(source)
	e.WriteUint32(bits)
	return nil
}
