package clone

// The tags of the wire format, as V8's serializer names and writes them.
const (
	version = 15

	tagVersion       = 0xFF
	tagPadding       = 0x00
	tagVerifyCount   = '?'
	tagHole          = '-'
	tagUndefined     = '_'
	tagNull          = '0'
	tagTrue          = 'T'
	tagFalse         = 'F'
	tagInt32         = 'I'
	tagUint32        = 'U'
	tagDouble        = 'N'
	tagBigInt        = 'Z'
	tagUTF8          = 'S'
	tagOneByte       = '"'
	tagTwoByte       = 'c'
	tagReference     = '^'
	tagObject        = 'o'
	tagObjectEnd     = '{'
	tagSparseArray   = 'a'
	tagSparseEnd     = '@'
	tagDenseArray    = 'A'
	tagDenseEnd      = '$'
	tagDate          = 'D'
	tagTrueObject    = 'y'
	tagFalseObject   = 'x'
	tagNumberObject  = 'n'
	tagBigIntObject  = 'z'
	tagStringObject  = 's'
	tagRegExp        = 'R'
	tagMap           = ';'
	tagMapEnd        = ':'
	tagSet           = '\''
	tagSetEnd        = ','
	tagBuffer        = 'B'
	tagResizable     = '~'
	tagShared        = 'u'
	tagTransferred   = 't'
	tagView          = 'V'
	tagError         = 'r'
	tagErrorMessage  = 'm'
	tagErrorCause    = 'c'
	tagErrorStack    = 's'
	tagErrorEnd      = '.'
	tagHost          = '\\'
	hostError        = 10 // the platform's own encoding of errors, a host object
	smiMin, smiMax   = -1 << 30, 1<<30 - 1
	maxIndex         = 1<<32 - 2
	dataView         = '?'
	float16Array     = 'h'
	linearIDs        = 16 // how many objects are searched one by one before an index pays
	kindCustom       = 0  // an enhanced error whose name is written out
	kindError        = 1
	viewTracksLength = 1 // the view of a resizable buffer that grows with it
	viewOfResizable  = 2
)

// view is one kind of typed array.
type view struct {
	tag  byte
	name string
	size int
}

var views = []view{
	{'b', "Int8Array", 1}, {'B', "Uint8Array", 1}, {'C', "Uint8ClampedArray", 1},
	{'w', "Int16Array", 2}, {'W', "Uint16Array", 2}, {'d', "Int32Array", 4}, {'D', "Uint32Array", 4},
	{'f', "Float32Array", 4}, {'F', "Float64Array", 8}, {'q', "BigInt64Array", 8}, {'Q', "BigUint64Array", 8},
}

// regExpFlags are the flags by their bit; 'l' (bit 6) is V8's private one.
var regExpFlags = []struct {
	bit  uint32
	flag byte
}{{1 << 7, 'd'}, {1, 'g'}, {1 << 1, 'i'}, {1 << 2, 'm'}, {1 << 5, 's'}, {1 << 4, 'u'}, {1 << 8, 'v'}, {1 << 3, 'y'}}

// errorTags are the builtin classes of a plain error.
var errorTags = []struct {
	tag  byte
	name string
}{{'E', "EvalError"}, {'R', "RangeError"}, {'F', "ReferenceError"}, {'S', "SyntaxError"}, {'T', "TypeError"}, {'U', "URIError"}}

// errorKinds are the builtin classes of an enhanced error.
var errorKinds = []struct {
	kind uint32
	name string
}{
	{kindError, "Error"}, {2, "TypeError"}, {3, "RangeError"}, {4, "ReferenceError"}, {5, "SyntaxError"},
	{10, "EvalError"}, {11, "URIError"}, {12, "AggregateError"}, {13, "SuppressedError"},
}
