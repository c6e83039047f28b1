package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"reflect"
	"syscall"
	"time"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/server"
)

// patience is how long a stop lets script run on before it is interrupted.
const patience = 3 * time.Second

// errStopping is why script is interrupted at the end.
var errStopping = errors.New("dodev is stopping")

// session is one `dodev run`, from its start to its stop.
type session struct {
	terminal *terminal
	host     *host.Host
	flags    *runFlags
	options  emulator.Options

	emulator *emulator.Emulator
	server   *server.Server
	pages    *livePages // nil unless pages reload
	watcher  *bundle.Watcher
	tables   []emulator.Table // as last printed

	began    time.Time // of the last build
	cancel   context.CancelFunc
	reloaded chan error // receives the outcome of a reload; nil while there is none
}

// run starts the project and keeps it running until somebody stops it.
func (s *session) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	keys := openKeyboard(s.terminal, s.flags.interactive)
	defer keys.Close()
	go s.obey(signals, keys, stop)

	failed, err := s.start(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return context.Canceled
		}
		return err
	}
	keys.Show()
	err = s.loop(ctx, keys, failed)
	s.stop()
	return err
}

// obey ends the session at the first signal and the process at the second.
func (s *session) obey(signals <-chan os.Signal, keys *keyboard, stop func()) {
	for n := 0; ; n++ {
		select {
		case <-signals:
		case <-keys.Stop:
		}
		if n == 0 {
			stop()
			continue
		}
		keys.Close()
		s.terminal.Close()
		os.Exit(exitInterrupted)
	}
}

// start brings everything up. The channel receives the error that ends the server, if one does.
func (s *session) start(ctx context.Context) (<-chan error, error) {
	s.began = s.host.Now()
	e, err := emulator.Start(ctx, s.options)
	if err != nil {
		return nil, err
	}
	s.emulator = e
	options := s.flags.server(e.Config().Dev)
	options.Host, options.Observer = s.host, s.options.Observer
	if s.server, err = server.Listen(options); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	var app server.App = e
	if s.flags.liveReload {
		s.pages = newLivePages(e, s.began.UnixNano())
		s.server.Handle(livePath, s.pages)
		app = s.pages
	}
	s.server.SetApp(app)
	failed := make(chan error, 1)
	go func() { failed <- s.server.Serve(context.WithoutCancel(ctx)) }()

	s.introduce()
	s.note("⎔ Starting local server...")
	s.info("Ready on " + s.server.URL())
	if err := e.Listening(s.server.URL()); err != nil {
		s.options.Observer.Warn(err.Error())
	}
	s.watch(nil)
	settleMemory(s.host)
	restAfterSpells(s.host)
	return failed, nil
}

// introduce prints what the Worker has access to, unless it was printed already.
func (s *session) introduce() {
	tables := s.emulator.Tables()
	if reflect.DeepEqual(tables, s.tables) {
		return
	}
	s.tables = tables
	if s.flags.level < levelLog {
		return
	}
	for _, t := range tables {
		for _, file := range t.EnvFiles {
			s.terminal.Line("Using secrets defined in " + file)
		}
		s.terminal.Line(table(&s.terminal.stdout, t))
	}
}

// note prints what happens, info what somebody waits to read.
func (s *session) note(line string) { s.print(levelLog, line) }
func (s *session) info(line string) { s.print(levelInfo, line) }

func (s *session) print(at level, line string) {
	if s.flags.level >= at {
		s.terminal.Line(line)
	}
}

// watch looks out for changes to what the last build read, or wanted to read. Without a watcher the project
// runs all the same.
func (s *session) watch(failed error) {
	var err error
	if s.watcher == nil {
		s.watcher, err = bundle.NewWatcher(s.host)
	}
	if s.watcher != nil {
		files := s.emulator.Inputs()
		if broken := (*bundle.Error)(nil); errors.As(failed, &broken) {
			files = append(files, broken.Awaited()...)
		}
		err = s.watcher.Watch(s.began, files)
	}
	if err != nil {
		s.options.Observer.Warn("Changes to some files are not noticed: " + err.Error())
	}
}

// loop waits for something to do.
func (s *session) loop(ctx context.Context, keys *keyboard, failed <-chan error) error {
	var changes <-chan struct{}
	if s.watcher != nil {
		changes = s.watcher.Changes()
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case <-changes:
			s.reload(ctx)
		case err := <-s.reloaded:
			s.finishReload(err)
		case key := <-keys.Keys:
			s.press(keys, key)
		}
	}
}

// press does what a key asks for.
func (s *session) press(keys *keyboard, key byte) {
	switch key {
	case keyBrowser:
		if err := openBrowser(s.server.URL()); err != nil {
			s.terminal.Error(err.Error())
		}
	case keyClear:
		keys.Clear()
	}
}

// reload builds and starts the code anew. A change while it does so starts it again: the code that it is
// starting may be what was mended.
func (s *session) reload(ctx context.Context) {
	if s.reloaded != nil {
		s.cancel()
	} else {
		s.note("⎔ Reloading local server...")
	}
	ctx, s.cancel = context.WithCancel(ctx)
	s.began = s.host.Now()
	done := make(chan error, 1)
	s.reloaded = done
	go func() { done <- s.emulator.Reload(ctx) }()
}

func (s *session) finishReload(err error) {
	s.cancel()
	s.reloaded = nil
	s.watch(err)
	if err != nil {
		if s.flags.level >= levelError {
			s.terminal.Fail(err)
		}
		s.note("⎔ The code from before goes on running")
		return
	}
	s.introduce()
	s.note("⎔ Local server updated and ready")
	if s.pages != nil {
		s.pages.Reload()
	}
	settleMemory(s.host)
}

// stop ends what start began, the front first.
func (s *session) stop() {
	s.note("⎔ Shutting down local server...")
	if s.cancel != nil {
		s.cancel()
	}
	defer s.host.AfterFunc(patience, func() { s.emulator.Interrupt(errStopping) }).Stop()
	if s.watcher != nil {
		_ = s.watcher.Close() // nobody needs it any more
	}
	if s.pages != nil {
		s.pages.Close()
	}
	s.server.Close(true)
	if err := s.emulator.Close(); err != nil && s.flags.level >= levelError {
		s.terminal.Error(err.Error())
	}
}
