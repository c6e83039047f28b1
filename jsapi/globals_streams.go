package jsapi

import (
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// never keeps a class from being a global.
func never(compat.Flags) bool { return false }

// streamsClasses are the classes of the Streams Standard and what Workers add to it.
var streamsClasses = []webidl.Class{
	readableStreamClass,
	readableStreamAsyncIteratorClass,
	readableStreamDefaultReaderClass,
	readableStreamDefaultControllerClass,
	readableByteStreamControllerClass,
	readableStreamBYOBReaderClass,
	readableStreamBYOBRequestClass,
	writableStreamClass,
	writableStreamDefaultWriterClass,
	writableStreamDefaultControllerClass,
	transformStreamClass,
	transformStreamDefaultControllerClass,
	identityTransformStreamClass,
	fixedLengthStreamClass,
	textEncoderStreamClass,
	textDecoderStreamClass,
	compressionStreamClass,
	decompressionStreamClass,
	byteLengthQueuingStrategyClass,
	countQueuingStrategyClass,
}

// streamsGlobals are the globals of the family that are no classes.
var streamsGlobals = []webidl.Global{}
