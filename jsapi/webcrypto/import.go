package webcrypto

// Import is a key that comes from outside.
type Import struct {
	Params
	Format      string
	Data        []byte // in every format but jwk
	JWK         *JWK   // in jwk
	Extractable bool
	Usages      []string
}

// modern answers the error of a format that only the algorithms have that the platform does not offer yet.
func modern(format string) error {
	switch format {
	case "raw-secret", "raw-public", "raw-seed":
		return notSupported("Key format \"%s\" requires the webcrypto_modern_algorithms flag.", format)
	}
	return nil
}

// Key answers the key.
func (i *Import) Key() (*Key, error) {
	if err := modern(i.Format); err != nil {
		return nil, err
	}
	switch i.Format {
	case "raw", "pkcs8", "spki":
		if i.JWK != nil {
			return nil, typeError("Import data provided for buffer-based import formats must be a buffer source.")
		}
	case "jwk":
		if i.JWK == nil {
			return nil, typeError(`Import data provided for "jwk" import format must be a JsonWebKey.`)
		}
		if i.JWK.Ext != nil && !*i.JWK.Ext && i.Extractable {
			return nil, dataError("JWK ext field for \"%s\" is set to false but extractable is true", i.Name)
		}
	default:
		return nil, notSupported("Unrecognized key import format \"%s\".", i.Format)
	}
	a := algorithmNamed(i.Name)
	if a == nil {
		return nil, notSupported("Unrecognized key import algorithm \"%s\" requested.", i.Name)
	}
	i.Name = a.name
	k, err := a.importer(i)
	if err != nil {
		return nil, err
	}
	if k.Usages == 0 && k.Type != Public {
		return nil, errNoUsage
	}
	return k, nil
}

var errNoUsage = syntaxError("Secret/private CryptoKeys must have at least one usage.")

// Generate is a key, or a pair, to be made.
type Generate struct {
	Params
	Extractable bool
	Usages      []string
}

// Keys answers a secret key, or the public and the private key of a pair.
func (g *Generate) Keys() (key, private *Key, err error) {
	a := algorithmNamed(g.Name)
	if a == nil || a.generate == nil {
		return nil, nil, notSupported("Unrecognized key generation algorithm \"%s\" requested.", g.Name)
	}
	g.Name = a.name
	key, private, err = a.generate(g)
	switch {
	case err != nil:
	case private == nil && key.Usages == 0:
		err = errNoUsage
	case private != nil && private.Usages == 0:
		err = syntaxError("Attempt to generate asymmetric keys with no valid private key usages.")
	}
	return key, private, err
}

// Slow answers whether making the keys takes so long that somebody else should do it.
func (g *Generate) Slow() bool { return g.ModulusLength != nil }

// pair answers the two keys of one pair. The public key can always be exported.
func (g *Generate) pair(usages Usages, public, private Key) (*Key, *Key, error) {
	for _, k := range []*Key{&public, &private} {
		k.Name = g.Name
	}
	public.Type, public.Extractable, public.Usages = Public, true, usages&publicUsages
	private.Type, private.Extractable, private.Usages = Private, g.Extractable, usages&privateUsages
	return &public, &private, nil
}
