package access

import "context"

// EndTicket ends the grants for a ticket in the list of an account or, with "", in the list of all:
// those that the actor can end by t.Act, which is RevokeTogether or HandBackTogether. It is
// ActTogether with the ids of at most MaxTogether of them. left is how many more there are. Errors:
// those of FilterRequests and ActTogether; *Invalid with the field requests if there is none.
func (s *Service) EndTicket(ctx context.Context, by Actor, accountID, ticket string, t Together) (outcomes []Outcome, left int, err error) {
	may := Actor.MayDecide
	switch t.Act {
	case RevokeTogether:
	case HandBackTogether:
		may = Actor.MayTakeBack
	default:
		return nil, 0, ErrNotFound
	}
	if NameKey(ticket) == "" {
		return nil, 0, ErrNotFound
	}
	t.IDs = nil
	f := RequestFilter{Ticket: ticket, State: OnlyOpen}
	err = s.EachRequest(ctx, by, accountID, f, func() error { return nil }, func(r Request) error {
		switch able := may(by, r) == nil; {
		case able && len(t.IDs) < MaxTogether:
			t.IDs = append(t.IDs, r.ID)
		case able:
			left++
		}
		return nil
	})
	if err == nil && len(t.IDs) == 0 {
		err = &Invalid{Fields: map[string]Reason{"requests": NothingForTicket{Ticket: ticket}}}
	}
	if err != nil {
		return nil, 0, err
	}
	outcomes, err = s.ActTogether(ctx, by, t)
	return outcomes, left, err
}
