package workers

import (
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/storage"
)

// Transaction is the txn of a transaction's function.
type Transaction struct {
	keyed
	txn        *storage.Txn
	done       bool
	rolledBack bool
}

var transactionClass = &webidl.Interface[Transaction]{
	Name: "DurableObjectTransaction",
	Operations: append(operations(func(t *Transaction) *keyed { return &t.keyed }), []webidl.Operation[Transaction]{
		{Name: "rollback", Run: (*Transaction).rollback},
		{Name: "deleteAll", Run: promised((*Transaction).deleteAll)},
	}...),
	If: never,
}

func (t *Transaction) check(operation string) error {
	switch {
	case t.rolledBack:
		return webidl.PlainError("Cannot %s() on rolled back transaction", operation)
	case t.done:
		return webidl.PlainError("Cannot call %s() on transaction that has already committed: did you move `txn` outside "+
			"of the closure?", operation)
	}
	return nil
}

func (t *Transaction) end(commit bool) {
	if t.done {
		return
	}
	t.done = true
	switch {
	case t.rolledBack:
	case commit:
		_ = t.txn.Commit() // should it break the cache, the object is reset
	default:
		_ = t.txn.Rollback()
	}
}

func (t *Transaction) rollback(*webidl.Call) (any, error) {
	if t.rolledBack {
		return nil, nil
	}
	if err := t.check("rollback"); err != nil {
		return nil, err
	}
	if err := t.txn.Rollback(); err != nil {
		return nil, scriptError(err)
	}
	t.rolledBack = true
	return nil, nil
}

func (t *Transaction) deleteAll(*webidl.Call) (any, error) {
	return nil, webidl.PlainError("Cannot call deleteAll() within a transaction")
}
