package access

import (
	"context"
	"slices"
)

// Step is one of the first steps in a new installation or account.
type Step string

// The steps of an ADMINISTRATOR, of those who request access, and of a customer.
const (
	StepCustomer  Step = "customer"
	StepCompany   Step = "company"
	StepAsker     Step = "asker"
	StepWebapp    Step = "webapp"
	StepUser      Step = "user"
	StepAsk       Step = "ask"
	StepSuperuser Step = "superuser"
	StepRules     Step = "rules"

	StepSubscription Step = "subscription"
	StepSeat         Step = "seat"
	StepSales        Step = "sales"
	StepHTTPS        Step = "https"
	StepMail         Step = "mail"
	StepKeys         Step = "keys"
)

// FirstStep is a Step, and whether it is done.
type FirstStep struct {
	Step Step
	// AccountID is the account in which to do it, or "" if that must be created first.
	AccountID string
	Done      bool
	// Optional says that the list is complete without it.
	Optional bool
}

// FirstSteps returns what an actor must do in its own account, and as an ADMINISTRATOR in the whole
// installation, before anyone can request access and anyone can grant it. It is empty once
// everything is done, for another account than the actor's own, and for those who cannot do it.
// https says that browsers reach the server by HTTPS. Nobody can see from here whether the keys
// have a copy elsewhere, so that step is never done.
func (s *Service) FirstSteps(ctx context.Context, by Actor, accountID string, https bool) (steps []FirstStep, err error) {
	switch {
	case accountID != by.AccountID:
		return nil, nil
	case by.Reach(CreateAccounts).Has(All) && by.Reach(ManageWebapps).Has(All):
		steps, err = s.adminFirstSteps(ctx, by, https)
	case by.MayOwn(CreateUsers) && by.MayAnywhere(RequestAccess):
		steps, err = s.askerFirstSteps(ctx, by)
	case by.MayOwn(CreateUsers) && by.MayOwn(ManageCompanies) && by.MayOwn(SetAccessRules) && !by.MayAnywhere(CreateInvoices):
		steps, err = s.customerFirstSteps(ctx, by)
	}
	if !slices.ContainsFunc(steps, func(step FirstStep) bool { return !step.Done && !step.Optional }) {
		return nil, err
	}
	return steps, err
}

func (s *Service) adminFirstSteps(ctx context.Context, by Actor, https bool) ([]FirstStep, error) {
	have, err := s.store.Read.GetFirstFactsOfAll(ctx, by.AccountID)
	return []FirstStep{
		{Step: StepCustomer, AccountID: by.AccountID, Done: have.Customer != ""},
		{Step: StepCompany, AccountID: have.Customer, Done: have.Company != 0},
		{Step: StepAsker, AccountID: by.AccountID, Done: have.Asker != 0},
		{Step: StepWebapp, AccountID: by.AccountID, Done: have.Webapp != 0},
		{Step: StepSubscription, AccountID: have.Customer, Done: have.Subscription != 0, Optional: true},
		{Step: StepSales, AccountID: by.AccountID, Done: have.Sales != 0, Optional: true},
		{Step: StepHTTPS, Done: https, Optional: true},
		{Step: StepMail, Done: s.MailEnabled(), Optional: true},
		{Step: StepKeys, Optional: true},
	}, err
}

func (s *Service) askerFirstSteps(ctx context.Context, by Actor) ([]FirstStep, error) {
	have, err := s.store.Read.GetFirstFacts(ctx, by.AccountID)
	return []FirstStep{
		{Step: StepUser, AccountID: by.AccountID, Done: have.OwnUser != 0},
		{Step: StepAsk, AccountID: by.AccountID, Done: have.Asked != 0},
	}, err
}

func (s *Service) customerFirstSteps(ctx context.Context, by Actor) ([]FirstStep, error) {
	have, err := s.store.Read.GetFirstFacts(ctx, by.AccountID)
	steps := []FirstStep{
		{Step: StepCompany, AccountID: by.AccountID, Done: have.Company != 0},
		{Step: StepSuperuser, AccountID: by.AccountID, Done: have.Superuser != 0},
		{Step: StepRules, AccountID: by.AccountID, Done: have.Rule != 0, Optional: true},
	}
	if have.Subscribed != 0 {
		steps = append(steps, FirstStep{Step: StepSeat, AccountID: by.AccountID, Done: have.Seat != 0, Optional: true})
	}
	return steps, err
}
