package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// The actions on how a login is notified.
const (
	NoticesChosen Action = "notices.chosen"
	DeputyNamed   Action = "deputy.named"
	DeputyEnded   Action = "deputy.ended"
)

// TopicChoice is a topic, with how the login is notified about it.
type TopicChoice struct {
	Topic  Topic
	Choice Choice
}

// NoticeSettings is how the actor's login is notified, and its deputy.
type NoticeSettings struct {
	// Topics are the topics about which the login can get notifications. There are none for a login
	// that neither decides nor requests access nor reads invoices.
	Topics []TopicChoice
	// ByMail says whether mail is enabled. Email is where it goes.
	ByMail bool
	Email  OwnEmail
	// For are the users whose deputy the login is, now or later.
	For []Deputy
	// MayNameDeputy says whether the login can have a deputy. Deputies are those who can be one.
	// Deputy is the one, or nil.
	MayNameDeputy bool
	Deputies      []Named
	Deputy        *Deputy
	// Now is when this was read.
	Now time.Time
}

// Deputy is the deputy of a user who decides, and when. Idle says that the deputy cannot sign in
// and decide now.
type Deputy struct {
	Named
	Window Window
	Idle   bool
}

// Topics are the topics about which the actor can get notifications.
func (a Actor) Topics() []Topic {
	var topics []Topic
	if a.MayOwn(DecideRequests) {
		topics = append(topics, TopicRequests, TopicReminders, TopicVisits, TopicUsers)
	}
	if a.MayOwn(ReadInvoices) {
		topics = append(topics, TopicInvoices)
	}
	if a.MayAnywhere(RequestAccess) {
		topics = append(topics, TopicDecisions, TopicChanges, TopicEnding, TopicEnded)
	}
	return topics
}

// mayNameDeputy reports whether the actor is a user who decides.
func (a Actor) mayNameDeputy() bool { return a.Kind == KindUser && a.MayOwn(DecideRequests) }

// NoticeSettings reads how the actor's own login is notified.
func (s *Service) NoticeSettings(ctx context.Context, by Actor) (n NoticeSettings, err error) {
	n.Now, n.ByMail, n.MayNameDeputy = s.now(), s.links != nil, by.mayNameDeputy()
	n.Email, err = ownEmail(ctx, s.store.Read, by.login(), n.Now)
	if err != nil {
		return n, err
	}
	rows, err := s.store.Read.ListNoticeChoices(ctx, by.loginID())
	if err != nil {
		return n, err
	}
	n.Topics = topicChoices(by, rows)
	if !n.MayNameDeputy {
		return n, nil
	}
	n.Deputies, err = possibleDeputies(ctx, s.store.Read, by, n.Now)
	if err != nil {
		return n, err
	}
	n.For, err = deputyFor(ctx, s.store.Read, by, n.Now)
	if err != nil {
		return n, err
	}
	d, err := s.store.Read.GetDeputy(ctx, db.GetDeputyParams{UserID: by.UserID, Now: db.Millis(n.Now)})
	if db.IsNotFound(err) {
		return n, nil
	}
	n.Deputy = &Deputy{
		Named: Named{ID: d.DeputyID, Name: personWithLogin(d.FirstName, d.LastName, d.Name)}, Window: Window{db.Time(d.ValidFrom), db.Time(d.ValidTo)},
		Idle: !slices.ContainsFunc(n.Deputies, func(possible Named) bool { return possible.ID == d.DeputyID }),
	}
	return n, err
}

// deputyFor are the users whose deputy the actor is.
func deputyFor(ctx context.Context, q *db.Queries, by Actor, now time.Time) (list []Deputy, err error) {
	rows, err := q.ListDeputyFor(ctx, db.ListDeputyForParams{DeputyID: by.UserID, AccountID: by.AccountID, Now: db.Millis(now), PageSize: MaxOptions})
	for _, d := range rows {
		list = append(list, Deputy{Named: Named{ID: d.UserID, Name: personWithLogin(d.FirstName, d.LastName, d.Name)}, Window: Window{db.Time(d.ValidFrom), db.Time(d.ValidTo)}})
	}
	return list, err
}

// anyAccount is no particular account: nobody is barred from deciding a request by it.
const anyAccount = "anybody"

// possibleDeputies are the other people of the actor's account who decide.
func possibleDeputies(ctx context.Context, q *db.Queries, by Actor, now time.Time) (found []Named, err error) {
	people, err := decidingPeople(ctx, q, by.AccountID, now)
	for _, p := range people {
		if p.userID != by.UserID {
			found = append(found, Named{ID: p.userID, Name: p.person})
		}
	}
	return found, err
}

// decidingPeople are the users of an account who could decide now. It leaves out external users,
// because those may be barred.
func decidingPeople(ctx context.Context, q *db.Queries, accountID string, now time.Time) ([]decidingLogin, error) {
	rows, err := q.ListDeciders(ctx, db.ListDecidersParams{AccountID: accountID, Now: db.Millis(now)})
	all := decidersFrom(rows, Request{AccountID: accountID, RequesterAccountID: anyAccount})
	return slices.DeleteFunc(all, func(d decidingLogin) bool { return d.userID == "" || d.external }), err
}

// ChooseNotices sets how the actor's own login is notified about the topics in choices. Errors:
// *Invalid with the topics as fields, or with Stale.
func (s *Service) ChooseNotices(ctx context.Context, by Actor, choices map[Topic]Choice) error {
	now := s.now()
	var invalid Invalid
	topics := by.Topics()
	for topic, choice := range choices {
		switch {
		case !slices.Contains(topics, topic):
			invalid.add(string(topic), NotYourTopic{})
		case choice != ChoiceNow && choice != ChoiceDigest && choice != ChoiceNone:
			invalid.add(string(topic), ChooseNotice{})
		}
	}
	if err := invalid.err(); err != nil {
		return err
	}
	return s.write(ctx, by, now, func(t *tx) error {
		rows, err := t.ListNoticeChoices(ctx, by.loginID())
		if err != nil {
			return err
		}
		if now := topicChoices(by, rows); len(now) > 0 {
			if err := t.checkFresh(choiceValues(now, nil), choiceValues(now, choices)); err != nil {
				return err
			}
		}
		before, after := changes{}, changes{}
		for topic, choice := range choices {
			if was := choiceOf(rows, topic); was != choice {
				before[Detail(topic)], after[Detail(topic)] = string(was), string(choice)
			}
		}
		if len(after) == 0 {
			return errUnchanged
		}
		for topic, choice := range after {
			p := db.PutNoticeChoiceParams{LoginID: by.loginID(), Topic: string(topic), Choice: choice, UpdatedAt: db.Millis(now)}
			if err := t.PutNoticeChoice(ctx, p); err != nil {
				return err
			}
		}
		return t.record(ctx, by.ownEntry(NoticesChosen, before, after))
	})
}

// topicChoices is how the actor's login is notified about each of its topics.
func topicChoices(by Actor, rows []db.ListNoticeChoicesRow) (list []TopicChoice) {
	return mapped(by.Topics(), func(topic Topic) TopicChoice { return TopicChoice{topic, choiceOf(rows, topic)} })
}

func choiceOf(rows []db.ListNoticeChoicesRow, topic Topic) Choice {
	i := slices.IndexFunc(rows, func(r db.ListNoticeChoicesRow) bool { return Topic(r.Topic) == topic })
	if i < 0 {
		return ChoiceNow
	}
	return Choice(rows[i].Choice)
}

// ownEntry is an entry about the actor's own login.
func (a Actor) ownEntry(action Action, before, after changes) Entry {
	e := Entry{Action: action, AccountID: a.AccountID, ObjectID: a.loginID(), ObjectName: a.AccountName, Before: before, After: after}
	if a.Kind == KindUser {
		e.ObjectName = a.UserName
	}
	return e
}

var errNoDeputy = forbidden(OnlyDecidersHaveDeputies{})

// NameDeputy names a deputy of the actor, a user who decides, for a window: another user of the
// same account who decides. In that window, the deputy gets the actor's notifications, but no
// additional rights. It replaces an earlier deputy. Errors: *Invalid with the fields deputy,
// away_from and away_to; ErrForbidden.
func (s *Service) NameDeputy(ctx context.Context, by Actor, deputyID string, from, to LocalTime) error {
	now := s.now()
	switch {
	case !by.MayOwn(DecideRequests):
		return s.deny(by, now, DecideRequests, by.ownEntry(Denied, nil, nil), errNoDeputy)
	case by.Kind != KindUser:
		return &Invalid{Fields: map[string]Reason{"deputy": AccountHasNoDeputy{}}}
	}
	return s.write(ctx, by, now, func(t *tx) error {
		var invalid Invalid
		possible, err := possibleDeputies(ctx, t.Queries, by, now)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(possible, func(n Named) bool { return n.ID == deputyID })
		if i < 0 {
			invalid.add("deputy", ChooseDeputy{})
		}
		start, okFrom := from.instant(&invalid, "away_from", by.Zone)
		end, okTo := to.instant(&invalid, "away_to", by.Zone)
		switch {
		case okTo && !end.After(now):
			invalid.add("away_to", ChooseLater{})
		case okFrom && okTo && !end.After(start):
			invalid.add("away_to", ChooseAfterFirst{})
		}
		if err := invalid.err(); err != nil {
			return err
		}
		err = t.PutDeputy(ctx, db.PutDeputyParams{
			UserID: by.UserID, AccountID: by.AccountID, DeputyID: deputyID, ValidFrom: db.Millis(start), ValidTo: db.Millis(end), CreatedAt: db.Millis(now),
		})
		return t.recordUnless(ctx, err, by.ownEntry(DeputyNamed, nil, changes{
			DetailDeputy: possible[i].Name, DetailValidFrom: instantText(start), DetailValidTo: instantText(end),
		}))
	})
}

// EndDeputy ends the actor's deputy. Errors: ErrConflict if there is none, ErrForbidden.
func (s *Service) EndDeputy(ctx context.Context, by Actor) error {
	now := s.now()
	if !by.MayOwn(DecideRequests) {
		return s.deny(by, now, DecideRequests, by.ownEntry(Denied, nil, nil), errNoDeputy)
	}
	return s.write(ctx, by, now, func(t *tx) error {
		n, err := t.DeleteDeputy(ctx, db.DeleteDeputyParams{UserID: by.UserID, AccountID: by.AccountID})
		if err != nil || n == 0 {
			return orConflict(err, NobodyStandsIn{})
		}
		return t.record(ctx, by.ownEntry(DeputyEnded, nil, nil))
	})
}
