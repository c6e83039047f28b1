// https://nodejs.org/api/stream.html#streams-promises-api
(function (require) {
	"use strict";
	const { whenFinished: finished } = require("internal_stream_finished");
	const { whenPiped: pipeline } = require("internal_stream_pipeline");
	const promises = { pipeline, finished };
	return { pipeline, finished, promises, default: promises };
})
