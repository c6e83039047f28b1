package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// cacheClass has the members of https://w3c.github.io/ServiceWorker/#cache-interface.
var cacheClass = &webidl.Interface[Cache]{
	Name: "Cache",
	Operations: []webidl.Operation[Cache]{
		cacheLater("add"), cacheLater("addAll"), cacheLater("match"), cacheLater("put"),
		cacheLater("delete"), cacheLater("matchAll"), cacheLater("keys"),
	},
}

// Cache is a store of responses.
type Cache struct{}

// cacheStorageClass has the members of https://w3c.github.io/ServiceWorker/#cachestorage-interface.
var cacheStorageClass = &webidl.Interface[CacheStorage]{
	Name: "CacheStorage",
	Operations: []webidl.Operation[CacheStorage]{
		cacheStorageLater("match"), cacheStorageLater("has"), cacheStorageLater("open"),
		cacheStorageLater("delete"), cacheStorageLater("keys"),
	},
	Fields: []webidl.Field[CacheStorage]{
		{Name: "default", Value: func(_ *CacheStorage, r *webidl.Realm) any { return webidl.Wrap(r, &Cache{}) }},
	},
}

// CacheStorage is the caches of a Worker.
type CacheStorage struct{}

// cachesGlobal is the caches object of a realm.
var cachesGlobal = webidl.Global{Name: "caches", Value: func(r *webidl.Realm) goja.Value { return webidl.Wrap(r, &CacheStorage{}) }}

func cacheLater(name string) webidl.Operation[Cache] {
	return webidl.Operation[Cache]{Name: name, Run: webidl.Promise(unsupportedMember[Cache]("Cache." + name))}
}

func cacheStorageLater(name string) webidl.Operation[CacheStorage] {
	return webidl.Operation[CacheStorage]{Name: name, Run: webidl.Promise(unsupportedMember[CacheStorage]("caches." + name))}
}
