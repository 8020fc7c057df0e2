package main

import "strings"

// phrases are passwords and sentences that everybody knows, and so does whoever guesses.
const phrases = `
correct horse battery staple
correct battery horse staple
correct horse battery staple 1
correct horse battery staple 123
tr0ub4dor & 3
the quick brown fox
the quick brown fox jumps
the quick brown fox jumps over the lazy dog
quick brown fox
lorem ipsum dolor
lorem ipsum dolor sit amet
hello world 123
this is my password
this is a password
this is a long password
this is not my password
this is secret
my secret password
my long password
my password is password
my password is secure
super secret password
very secure password
very long password
a very long password
a secure password
please let me in
let me in please
open sesame open
please change me
change me please
change me now
do not tell anyone
dont tell anyone
i forgot my password
i forgot it again
i hate passwords
i love my mother
i love my wife
i love my family
i love you so much
i love you forever
i will survive
nobody knows this
trust no one 1
may the force be with you
i am your father
luke i am your father
use the force luke
live long and prosper
beam me up scotty
to boldly go
to infinity and beyond
you shall not pass
one ring to rule them all
speak friend and enter
winter is coming
valar morghulis
the night is dark
all your base are belong to us
never gonna give you up
hasta la vista baby
i'll be back
houston we have a problem
to be or not to be
to be or not to be that is the question
all you need is love
let it be let it be
we are the champions
we will rock you
stairway to heaven
hotel california
bohemian rhapsody
smoke on the water
highway to hell
another brick in the wall
god save the queen
god save the king
in god we trust
the lord is my shepherd
for god so loved the world
jesus is my saviour
jesus loves me
our father who art in heaven
we the people
four score and seven years ago
i have a dream
yes we can
make america great again
once upon a time
happily ever after
happy new year
merry christmas
happy birthday to you
one two three four
one two three four five
red green blue yellow
alpha bravo charlie
alpha bravo charlie delta
whiskey tango foxtrot
abra kadabra
supercalifragilisticexpialidocious
hunter2 hunter2
solarwinds 123
admin admin admin
root root root
administrator 1
test test test
guest guest guest
demo demo demo
harry potter
lord of the rings
game of thrones
star wars
star wars 1977
pirates of the caribbean
manchester united
liverpool football club
you'll never walk alone
real madrid
fc barcelona
bayern münchen
bayern muenchen
fc bayern münchen
borussia dortmund
borussia mönchengladbach
schalke 04 schalke 04
eintracht frankfurt
werder bremen
hamburger sv
dies ist mein passwort
dies ist mein kennwort
das ist mein passwort
das ist ein passwort
das ist geheim
das ist mein geheimes passwort
mein passwort
mein passwort ist geheim
mein kennwort ist geheim
mein geheimes passwort
geheimes passwort
geheimes kennwort
ganz geheimes passwort
streng geheim
sehr sicheres passwort
sicheres passwort
sicheres kennwort
ein langes passwort
passwort vergessen
kennwort vergessen
bitte ändern
bitte nicht verraten
nicht verraten
niemand weiss es
niemand weiß es
sesam öffne dich
sesam oeffne dich
hokus pokus fidibus
ich liebe dich
ich liebe dich für immer
ich liebe meine familie
ich liebe meine kinder
ich bin ein berliner
ich bin der beste
wir schaffen das
alle meine entchen
hänschen klein
fuchs du hast die gans gestohlen
franz jagt im komplett verwahrlosten taxi quer durch bayern
franz jagt im komplett verwahrlosten taxi
zwölf boxkämpfer
zwölf boxkämpfer jagen viktor
victor jagt zwölf boxkämpfer
sein oder nicht sein
sein oder nicht sein das ist hier die frage
einigkeit und recht und freiheit
freude schöner götterfunken
guten morgen
guten morgen deutschland
schönes wochenende
frohe weihnachten
herzlichen glückwunsch
eins zwei drei vier
eins zwei drei
eins zwei polizei
alles wird gut
alles hat ein ende nur die wurst hat zwei
hallo welt 123
feierabend 17
feierabend bier
oktoberfest
fußball weltmeister
weltmeister 2014
frühling sommer herbst winter
montag dienstag mittwoch
`

// famous is the phrases, with what people put between words.
func famous() (list []string) {
	for phrase := range strings.Lines(strings.TrimSpace(phrases)) {
		words := strings.Fields(phrase)
		for _, between := range []string{"", " ", "-", "_", ".", ","} {
			p := strings.Join(words, between)
			for _, end := range []string{"", "1", "!", ".", "123"} {
				list = append(list, p+end)
			}
		}
	}
	return list
}
