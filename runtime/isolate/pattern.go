package isolate

import (
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// patience is how long a pattern that backtracks may look for a match. The engine cannot be interrupted meanwhile; what
// takes longer matches nothing.
const patience = 10 * time.Second

// limitPatterns comes before the first pattern is compiled.
var limitPatterns = sync.OnceFunc(func() { regexp2.DefaultMatchTimeout = patience })
