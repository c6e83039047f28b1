package main

import (
	"fmt"
	"time"
)

// computing are the measures of the second table: what a Worker computes, most of it by itself. It is what dodev
// is not for; the bars say how far behind it may be.
var computing = []measure{
	{name: "hono", title: "HTTP through hono, 32 connections", project: "hono", unit: perSecond, computes: true,
		bar: atLeastPeer(0.3), run: calls(func(int) string { return "/api/rooms/hall/seats?page=2" })},
	computation("sha256", "SHA-256 of 1 MB", 10, 0.7),
	computation("aesgcm", "AES-GCM of 1 MB", 10, 0.7),
	computation("gzip", "gzip of 1 MB", 1, 0.7),
	computation("gunzip", "gunzip of 1 MB", 4, 0.2),
	computation("transform", "10 MB through a TransformStream", 1, 0.5),
	computation("url", "parsing 1 000 URLs", 4, 0.3),
	computation("jsonparse", "JSON.parse of 1 MB", 2, 0.25),
	computation("jsonstringify", "JSON.stringify of 1 MB", 2, 0.25),
	computation("sort", "sort of 100 000 numbers", 1, 0.1),
	computation("regexp", "regular expressions over 1 MB", 2, 0.2),
}

// computation is a measure of the Worker "compute": how often a second it does something, some times a request so
// that the request itself does not count.
func computation(name, title string, times int, least float64) measure {
	path := fmt.Sprintf("/%s/%d", name, times)
	ask := callsOn(1, func(int) string { return path })
	return measure{name: name, title: title, project: "compute", unit: perSecond, computes: true, bar: atLeastPeer(least),
		run: func(s *server) (sample, error) {
			x, err := ask(s)
			if err != nil {
				return x, err
			}
			_, x.answer, err = get(s.address, path)
			x.value *= float64(times)
			x.processor /= time.Duration(times)
			for i := range x.latencies {
				x.latencies[i] /= time.Duration(times)
			}
			return x, err
		}}
}
