package server

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	// pairFile holds the key, the certificate and its authority in one file, so that they cannot disagree.
	pairFile = "localhost.pem"
	// authorityFile is what a person tells the system to trust.
	authorityFile = "dodev-ca.pem"
	// lifetime is the longest that every system accepts of a server's certificate.
	lifetime = 820 * 24 * time.Hour
	// renewal is how long before its end a certificate is replaced.
	renewal = 30 * 24 * time.Hour
)

// tlsConfig loads the certificate that was named, or the one in the cache, which is made when missing.
func (s *Server) tlsConfig() (*tls.Config, error) {
	pair, err := s.certificate()
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		NextProtos:   []string{"http/1.1"},
		MinVersion:   tls.VersionTLS12,
		Time:         s.host.Now,
	}, nil
}

func (s *Server) certificate() (tls.Certificate, error) {
	if s.opts.KeyPath != "" {
		pair, err := tls.LoadX509KeyPair(s.opts.CertPath, s.opts.KeyPath)
		if err != nil {
			return pair, fmt.Errorf("load the https certificate %s with key %s: %w", s.opts.CertPath, s.opts.KeyPath, err)
		}
		return pair, nil
	}
	if s.opts.CacheDir == "" {
		return tls.Certificate{}, errors.New("there is no certificate and no cache folder to make one in")
	}
	path := filepath.Join(s.opts.CacheDir, pairFile)
	pair, err := s.cached(path)
	if err == nil {
		return pair, nil
	}
	made, err := s.issue()
	if err != nil {
		return pair, fmt.Errorf("make a certificate for https: %w", err)
	}
	if err := os.MkdirAll(s.opts.CacheDir, 0o700); err != nil {
		return pair, fmt.Errorf("keep the https certificate: %w", err)
	}
	if err := replaceFile(path, made, 0o600); err != nil {
		return pair, fmt.Errorf("keep the https certificate: %w", err)
	}
	return s.cached(path)
}

// cached loads the pair at path, if it will be valid for long enough, and sees to the authority's file.
func (s *Server) cached(path string) (tls.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return tls.Certificate{}, err
	}
	pair, err := tls.X509KeyPair(text, text)
	if err != nil {
		return pair, err
	}
	if len(pair.Certificate) != 2 {
		return pair, errors.New("the certificate has no authority")
	}
	if s.host.Now().Add(renewal).After(pair.Leaf.NotAfter) {
		return pair, errors.New("the certificate ends soon")
	}
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[1]})
	beside := s.authority()
	if old, err := os.ReadFile(beside); err == nil && bytes.Equal(old, authority) {
		return pair, nil
	}
	if err := replaceFile(beside, authority, 0o644); err != nil {
		return pair, fmt.Errorf("keep the https certificate: %w", err)
	}
	return pair, nil
}

func (s *Server) authority() string { return filepath.Join(s.opts.CacheDir, authorityFile) }

// issue makes an authority that can only vouch for this machine, and a certificate from it. The
// authority's key is forgotten: trusting it cannot be turned against whoever does.
func (s *Server) issue() ([]byte, error) {
	random := randomReader{s.host.Random}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, err
	}
	from := s.host.Now().Add(-time.Hour)
	loopback := []net.IPNet{
		{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
		{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}
	ips := make([]*net.IPNet, len(loopback))
	for i := range loopback {
		ips[i] = &loopback[i]
	}
	root := &x509.Certificate{
		SerialNumber:                s.serial(),
		Subject:                     pkix.Name{CommonName: "dodev local development", Organization: []string{"dodev"}},
		NotBefore:                   from,
		NotAfter:                    from.Add(lifetime),
		IsCA:                        true,
		BasicConstraintsValid:       true,
		MaxPathLenZero:              true,
		KeyUsage:                    x509.KeyUsageCertSign,
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{"localhost"},
		PermittedIPRanges:           ips,
	}
	leaf := &x509.Certificate{
		SerialNumber: s.serial(),
		Subject:      pkix.Name{CommonName: "localhost", Organization: []string{"dodev"}},
		NotBefore:    from,
		NotAfter:     from.Add(lifetime),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost", "*.localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	rootDER, err := x509.CreateCertificate(random, root, root, &rootKey.PublicKey, rootKey)
	if err != nil {
		return nil, err
	}
	leafDER, err := x509.CreateCertificate(random, leaf, root, &key.PublicKey, rootKey)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leafDER})...)
	return append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER})...), nil
}

func (s *Server) serial() *big.Int {
	var b [16]byte
	s.host.Random(b[:])
	b[0] = b[0]&0x7f | 0x40
	return new(big.Int).SetBytes(b[:])
}

// distrusted says once how to trust the certificate, if that is why a handshake failed.
func (s *Server) distrusted(err error) {
	var alert *net.OpError // crypto/tls does not export its alerts
	if !errors.As(err, &alert) || s.opts.KeyPath != "" {
		return
	}
	text := alert.Err.Error()
	refused := alert.Op == "remote error" && strings.Contains(text, "certificate") // bad, unknown, of an unknown authority
	// OpenSSL's refusal comes under keys that crypto/tls does not expect at that point.
	unreadable := alert.Op == "local error" && strings.Contains(text, "bad record MAC")
	if refused || unreadable {
		s.trust.Do(func() { s.opts.Observer.Notify(trustText(runtime.GOOS, s.authority())) })
	}
}

func trustText(system, file string) string {
	how := "sudo cp '" + file + "' /usr/local/share/ca-certificates/dodev.crt && sudo update-ca-certificates"
	switch system {
	case "darwin":
		how = "sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain '" + file + "'"
	case "windows":
		how = `certutil -user -addstore Root "` + file + `"`
	}
	return "A client refused the https certificate. Accept it in the browser's warning, or trust it once:\n  " + how
}

// randomReader is the host's randomness as a reader.
type randomReader struct{ fill func([]byte) }

// Read fills p.
func (r randomReader) Read(p []byte) (int, error) {
	r.fill(p)
	return len(p), nil
}

// replaceFile writes a file so that nobody sees half of it.
func replaceFile(path string, content []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if failed := f.Close(); err == nil {
		err = failed
	}
	if err == nil {
		err = os.Chmod(f.Name(), mode)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
