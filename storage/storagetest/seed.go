package storagetest

import (
	"os"
	"strconv"
	"testing"
)

// Environment variables that choose the random walks.
const (
	// SeedVariable names the one seed to run, as a failing test prints it.
	SeedVariable = "STORAGETEST_SEED"
	// WalksVariable says how many seeds to run.
	WalksVariable = "STORAGETEST_WALKS"
)

// Seeds answers the seeds of the random walks to run: one to twenty unless the
// environment says otherwise.
func Seeds(t testing.TB) []uint64 {
	number := func(variable string, otherwise uint64) uint64 {
		text := os.Getenv(variable)
		if text == "" {
			return otherwise
		}
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", variable, err)
		}
		return n
	}
	if seed := number(SeedVariable, 0); seed != 0 {
		return []uint64{seed}
	}
	seeds := make([]uint64, number(WalksVariable, 20))
	for i := range seeds {
		seeds[i] = uint64(i) + 1
	}
	return seeds
}

// Random is a stream of numbers that depend on nothing but its seed.
type Random struct{ state uint64 }

// NewRandom answers the stream of a seed.
func NewRandom(seed uint64) *Random { return &Random{state: seed} }

// Uint64 answers the next number: splitmix64, https://prng.di.unimi.it/splitmix64.c.
func (r *Random) Uint64() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// N answers a number from 0 to n-1.
func (r *Random) N(n int) int { return int(r.Uint64() % uint64(n)) }
