package main

import (
	"bufio"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"latchkey/access"
)

type accountCmd struct {
	Create   accountCreateCmd   `cmd:"" help:"Create an account and print its password."`
	Role     accountRoleCmd     `cmd:"" help:"Assign or remove account roles."`
	Password accountPasswordCmd `cmd:"" help:"Set a new password for an account, print it and sign its account login out everywhere."`
	Disable  accountDisableCmd  `cmd:"" help:"Disable an account: sign it and its users out immediately and block sign-in."`
	Enable   accountEnableCmd   `cmd:"" help:"Enable a disabled account again."`
	List     accountListCmd     `cmd:"" help:"List the accounts."`
	Reset    accountResetCmd    `cmd:"" name:"reset-factors" help:"Remove all second factors of an account login, or of a user, who lost them, and sign that login out everywhere."`
}

// account is the argument of commands that work on one account.
type account struct {
	database
	Name string `arg:"" help:"The account's name, in any case."`
}

// password is how a command gets a password: a random one, or a line from standard input.
type password struct {
	PasswordStdin bool `help:"Read the password from standard input instead of generating one."`
	passwordsFlag
}

func (p password) get(g *globals, name string) (string, error) {
	if !p.PasswordStdin {
		return randomPassword(realGroups, name), nil
	}
	line, err := bufio.NewReader(g.stdin).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errors.Join(errors.New("no password on standard input: pipe one in, or leave out --password-stdin"), err)
	}
	return line, nil
}

func (p password) tell(g *globals, name, word string) error {
	if p.PasswordStdin {
		return nil
	}
	_, err := fmt.Fprintf(g.stdout, "The password of %s, shown once: %s\n", name, word)
	return err
}

// realGroups make 140 bits. The demo's passwords have 80: people type them, and they guard nothing.
const realGroups, demoGroups = 7, 4

// randomPassword returns a password of 20 bits for each of its groups, which are easy to read out.
// It contains no part of the login's names, because such a password would be refused.
func randomPassword(groups int, names ...string) string {
	b := make([]byte, groups*5/2+1)
	for {
		_, _ = rand.Read(b) // it never fails
		text := strings.ToLower(base32.StdEncoding.EncodeToString(b))
		s := text[:4]
		for i := 1; i < groups; i++ {
			s += "-" + text[4*i:4*i+4]
		}
		if !slices.ContainsFunc(names, func(name string) bool { return len(name) > 2 && strings.Contains(s, strings.ToLower(name)) }) {
			return s
		}
	}
}

type accountCreateCmd struct {
	account
	password
	Role      []access.Role `placeholder:"ROLE" help:"ADMINISTRATOR, SUPPORT, CONSULTANT or SALES. Every account also has CUSTOMER."`
	Email     string        `help:"The contact's e-mail address."`
	FirstName string        `help:"The contact's first name."`
	LastName  string        `help:"The contact's last name."`
	TimeZone  string        `default:"UTC" help:"The account's time zone, like Europe/Berlin."`
}

func (c *accountCreateCmd) Run(g *globals) error {
	word, err := c.get(g, c.Name)
	if err != nil {
		return err
	}
	roles, err := checkRoles(c.Role...)
	if err != nil {
		return err
	}
	return c.useList(g, c.database, func(svc *access.Service) error {
		_, _, err := svc.CreateAccount(g.ctx, access.TheOperator(), access.NewAccount{
			Name: c.Name, Email: c.Email, ContactFirstName: c.FirstName, ContactLastName: c.LastName, TimeZone: c.TimeZone,
			Password: word, Printed: !c.PasswordStdin, Roles: roles,
		})
		if err != nil {
			return err
		}
		return c.tell(g, c.Name, word)
	})
}

// checkRoles parses account roles in any case. It removes duplicates, and CUSTOMER, which every
// account has.
func checkRoles(roles ...access.Role) ([]access.Role, error) {
	var checked []access.Role
	for _, r := range roles {
		r = access.Role(strings.ToUpper(string(r)))
		if !slices.Contains(access.AccountRoles, r) {
			return nil, fmt.Errorf("%s is not an account role: choose one of %v", r, access.AccountRoles)
		}
		if r != access.Customer && !slices.Contains(checked, r) {
			checked = append(checked, r)
		}
	}
	return checked, nil
}

type accountRoleCmd struct {
	Add    accountRoleAddCmd    `cmd:"" help:"Assign an account role. This signs the account and its users out."`
	Remove accountRoleRemoveCmd `cmd:"" help:"Remove an account role. This signs the account and its users out."`
}

// accountRole has the arguments of the commands that change an account's role.
type accountRole struct {
	account
	Role access.Role `arg:"" help:"ADMINISTRATOR, SUPPORT, CONSULTANT or SALES."`
}

func (c *accountRole) change(g *globals, change func(*access.Service, access.Role) error) error {
	roles, err := checkRoles(c.Role)
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return errors.New("every account has the role CUSTOMER: it can't be assigned or removed")
	}
	return c.use(g.ctx, func(svc *access.Service) error { return change(svc, roles[0]) })
}

type accountRoleAddCmd struct{ accountRole }

func (c *accountRoleAddCmd) Run(g *globals) error {
	return c.change(g, func(svc *access.Service, role access.Role) error {
		return svc.AddAccountRole(g.ctx, access.TheOperator(), c.Name, role)
	})
}

type accountRoleRemoveCmd struct{ accountRole }

func (c *accountRoleRemoveCmd) Run(g *globals) error {
	return c.change(g, func(svc *access.Service, role access.Role) error {
		return svc.RemoveAccountRole(g.ctx, access.TheOperator(), c.Name, role)
	})
}

type accountPasswordCmd struct {
	account
	password
}

func (c *accountPasswordCmd) Run(g *globals) error {
	word, err := c.get(g, c.Name)
	if err != nil {
		return err
	}
	return c.useList(g, c.database, func(svc *access.Service) error {
		set := svc.PrintAccountPassword
		if c.PasswordStdin {
			set = svc.SetAccountPassword
		}
		if err := set(g.ctx, access.TheOperator(), c.Name, word); err != nil {
			return err
		}
		return c.tell(g, c.Name, word)
	})
}

type accountDisableCmd struct{ account }

func (c *accountDisableCmd) Run(g *globals) error {
	return c.use(g.ctx, func(svc *access.Service) error {
		return svc.SetAccountLogin(g.ctx, access.TheOperator(), c.Name, false)
	})
}

type accountEnableCmd struct{ account }

func (c *accountEnableCmd) Run(g *globals) error {
	return c.use(g.ctx, func(svc *access.Service) error {
		return svc.SetAccountLogin(g.ctx, access.TheOperator(), c.Name, true)
	})
}

type accountResetCmd struct {
	account
	User string `help:"The user's name. Without it, the command is about the account login."`
}

func (c *accountResetCmd) Run(g *globals) error {
	return c.use(g.ctx, func(svc *access.Service) error {
		return svc.ResetFactorsNow(g.ctx, access.TheOperator(), c.Name, c.User)
	})
}

type accountListCmd struct{ database }

func (c *accountListCmd) Run(g *globals) error {
	w := tabwriter.NewWriter(g.stdout, 0, 0, 2, ' ', 0)
	err := c.use(g.ctx, func(svc *access.Service) error {
		_, _ = fmt.Fprintln(w, "NAME\tROLES\tLOGIN\tE-MAIL\tID") // Flush returns the error
		return svc.AccountsForOperator(g.ctx, func(a access.AccountRow, email string, hasPassword bool) {
			state := "enabled"
			switch {
			case !a.LoginEnabled:
				state = "disabled"
			case !hasPassword:
				state = "no password"
			}
			roles := make([]string, len(a.Roles))
			for i, r := range a.Roles {
				roles[i] = string(r)
			}
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Name, strings.Join(roles, " "), state, email, a.ID)
		})
	})
	return errors.Join(err, w.Flush())
}
