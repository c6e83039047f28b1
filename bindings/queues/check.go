package queues

import "fmt"

// CheckMessage answers why a message of so many bytes, with a delay in seconds, is not taken.
func CheckMessage(size, delay int) error {
	if size > MaxMessage {
		return fmt.Errorf("message length of %d bytes exceeds limit of %d", size, MaxMessage)
	}
	return checkDelay(delay)
}

func checkDelay(seconds int) error {
	if seconds < 0 || seconds > MaxDelaySeconds {
		return fmt.Errorf("message delay %d is invalid: it must be from 0 to %d seconds", seconds, MaxDelaySeconds)
	}
	return nil
}

// CheckBatch answers why messages are not taken together.
func CheckBatch(list []*Message, delays []int) error {
	largest, total := 0, 0
	for _, m := range list {
		largest, total = max(largest, len(m.Body)), total+len(m.Body)
	}
	switch {
	case len(list) > MaxBatch:
		return fmt.Errorf("batch message count of %d exceeds limit of %d", len(list), MaxBatch)
	case largest > MaxMessage:
		return fmt.Errorf("message in batch has length %d bytes which exceeds single message size limit of %d", largest, MaxMessage)
	case total > MaxBatchBytes:
		return fmt.Errorf("batch size of %d bytes exceeds limit of %d", total, MaxBatchBytes)
	}
	for _, delay := range delays {
		if err := checkDelay(delay); err != nil {
			return err
		}
	}
	return nil
}
