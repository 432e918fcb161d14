# SPDX-License-Identifier: Apache-2.0
# libecert.  make, make check, make install PREFIX=/usr/local; "make help" lists more.
VERSION  = 0.1.0
SOVER    = 0
PREFIX   = /usr/local
LIBDIR   = $(PREFIX)/lib
BUILD    = build
CC       = cc
WERROR   = 0
SAN      = 0
CFLAGS   = -O2 -g
V        = 0
PKG_CONFIG = pkg-config

# Layers and tools are what lies in the folders; LAYERS="base der" builds a part.
LAYERS   = $(shell sed -n 's/^\([a-z]*\):.*/\1/p' lib/LAYERS)
SRCS     = $(foreach l,$(LAYERS),$(sort $(wildcard lib/$(l)/*.c)))
OBJS     = $(SRCS:lib/%.c=$(BUILD)/obj/%.o)
TOOLS    = $(filter-out tool,$(sort $(foreach f,$(notdir $(wildcard tools/*.c)),$(firstword $(subst _, ,$(basename $(f)))))))
TOOLCOM  = $(sort $(wildcard tools/tool.c tools/tool_*.c))
EXAMPLES = $(basename $(notdir $(wildcard examples/*.c)))
UNIT     =
UNITS    = $(foreach l,$(LAYERS),$(basename $(notdir $(sort $(wildcard test/unit/$(l)_$(UNIT)*.c test/unit/$(UNIT)*.c)))))
UNITSEL  = $(sort $(foreach l,$(LAYERS),$(filter $(l)_%,$(UNITS))))

# Of libcurl only the headers: libcurl4, which they bring along, is loaded when the
# network is asked for, and may be missing where that never is.
DEPS     = gcc libc6-dev pkg-config libssl-dev libxml2-dev zlib1g-dev libqrencode-dev libjansson-dev \
           libcurl4-openssl-dev libdeflate-dev \
           gettext g++ python3-minimal libpython3-stdlib python3-jsonschema mandoc openssl unzip strace \
           softhsm2 opensc
# For check-interop alone: the programs of others, see test/interop/README.md.
INTEROP_DEPS = maven default-jdk-headless nodejs npm chromium fonts-wqy-zenhei
PKGS     = libcrypto libxml-2.0 zlib libqrencode jansson $(LIBDEFLATE)
# Used where it is installed; LIBDEFLATE= builds without it.
LIBDEFLATE := $(shell $(PKG_CONFIG) --exists libdeflate 2>/dev/null && echo libdeflate)
# How many SM3 go side by side: whatever the processor has; LANES= leaves all to OpenSSL,
# LANES=portable, avx2, avx512vl-4, avx512vl or avx512f is that way alone.
LANES    = all
ifneq ($(filter-out all portable avx2 avx512vl-4 avx512vl avx512f,$(LANES))$(word 2,$(LANES)),)
$(error LANES=$(LANES): no such way)
endif
LANESDEF = $(if $(strip $(LANES)),$(patsubst %,-DECI_LANES='"%"',$(filter-out all,$(LANES))),-DECI_NO_LANES)

WARN     = -Wall -Wextra -Wshadow -Wformat=2 -Wvla -Wcast-qual -Wstrict-prototypes -Wmissing-prototypes \
           -Wpointer-arith -Wwrite-strings -Wundef
HARDEN   = -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
           $(AUTOINIT) -fno-strict-overflow -fno-delete-null-pointer-checks
AUTOINIT := $(shell echo 'int x;' | $(CC) -ftrivial-auto-var-init=zero -x c -c -o /dev/null - 2>/dev/null && echo -ftrivial-auto-var-init=zero)
FORTIFY  = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
LDHARD   = -pthread -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code
ifeq ($(WERROR),1)
WARN    += -Werror
endif
ifeq ($(SAN),1)
FORTIFY  =
HARDEN   = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDSAN    = -fsanitize=address,undefined
endif

# "make V=1" shows whole commands.
Q_0      = @
Q        = $(Q_$(V))
SAY_0    = @echo
SAY      = $(if $(SAY_$(V)),$(SAY_$(V)),@:)

DEPCF   := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
DEPLIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)
STATICLIBS := $(shell $(PKG_CONFIG) --static --libs $(PKGS) 2>/dev/null)
# A library of its own before glibc 2.34.
DEPLIBS += -pthread
STATICLIBS += -pthread
CPP_     = -Iinclude -Ilib -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DECERT_BUILD $(LIBDEFLATE:%=-DECI_LIBDEFLATE) $(LANESDEF)
CC_      = $(CC) -std=c11 $(WARN) $(HARDEN) $(FORTIFY) $(CPP_) $(CFLAGS) -MMD -MP

LIBA     = $(BUILD)/libecert.a
LIBSO    = $(BUILD)/libecert.so.$(VERSION)
BIN      = $(TOOLS:%=$(BUILD)/bin/%)
EXBIN    = $(EXAMPLES:%=$(BUILD)/examples/%)
MO       = $(patsubst tools/po/%.po,$(BUILD)/share/locale/%/LC_MESSAGES/libecert.mo,$(wildcard tools/po/*.po))

.PHONY: all deps demo check check-unit check-cli check-static check-interop check-asan check-valgrind \
        install uninstall clean help pot
all: $(LIBA) $(LIBSO) $(BIN) $(EXBIN) $(MO)

$(BUILD)/obj/%.o: lib/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC   $<"
	$(Q)$(CC_) -fPIC -fvisibility=hidden $(DEPCF) -c -o $@ $<

# The policies that come with the library are read from files of their own.
POLICIES = $(sort $(wildcard policies/*.policy))
$(BUILD)/gen/rules/rules_policies.h: policies/array.awk $(POLICIES)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f policies/array.awk $(POLICIES) > $@.new && mv $@.new $@
$(BUILD)/obj/rules/rules_builtin.o: $(BUILD)/gen/rules/rules_policies.h
$(BUILD)/obj/rules/rules_builtin.o: CPP_ += -I$(BUILD)/gen

$(LIBA): $(OBJS)
	@rm -f $@
	$(SAY) "  AR   $@"
	$(Q)ar rcs $@ $(OBJS)

# The version script says which symbols leave the library; the check compares
# it with the headers and the man pages.
$(BUILD)/libecert.map: lib/libecert.sym
	@mkdir -p $(@D)
	$(Q){ echo "LIBECERT_$(SOVER) {"; echo "global:"; sed 's/$$/;/' $<; echo "local: *;"; echo "};"; } > $@

$(LIBSO): $(OBJS) $(BUILD)/libecert.map
	$(SAY) "  LD   $@"
	$(Q)$(CC) -shared -Wl,-soname,libecert.so.$(SOVER) -Wl,--version-script,$(BUILD)/libecert.map \
	    $(LDHARD) -Wl,-z,defs $(LDSAN) $(LDFLAGS) -o $@ $(OBJS) $(DEPLIBS)
	$(Q)ln -sf libecert.so.$(VERSION) $(BUILD)/libecert.so.$(SOVER)
	$(Q)ln -sf libecert.so.$(SOVER) $(BUILD)/libecert.so

# Tools see the public header alone.
TOOLCC   = $(CC) -std=c11 $(WARN) $(HARDEN) $(FORTIFY) -Iinclude -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
           -DLOCALEDIR='"$(PREFIX)/share/locale"' -fPIE $(CFLAGS) -MMD -MP
$(BUILD)/tools/%.o: tools/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC   $<"
	$(Q)$(TOOLCC) -c -o $@ $<

# In the tree tools find the library beside them; installed ones by the loader.
define TOOL_rule
$(BUILD)/bin/$(1): $(patsubst tools/%.c,$(BUILD)/tools/%.o,$(sort $(wildcard tools/$(1).c tools/$(1)_*.c)) $(TOOLCOM)) $(LIBSO)
	@mkdir -p $$(@D)
	$(SAY) "  LD   $$@"
	$(Q)$(CC) -pie $(LDHARD) $(LDSAN) $(LDFLAGS) -o $$@ $$(filter %.o,$$^) -L$(BUILD) -lecert -Wl,-rpath,'$$$$ORIGIN/..'
endef
$(foreach t,$(TOOLS),$(eval $(call TOOL_rule,$(t))))

# -lz: a drawing example writes its own PNG.
$(BUILD)/examples/%: examples/%.c $(LIBSO)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(TOOLCC) -pie $(LDSAN) -o $@ $< -L$(BUILD) -lecert -lz -lm -Wl,-rpath,'$$ORIGIN/..'

$(BUILD)/share/locale/%/LC_MESSAGES/libecert.mo: tools/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

# A test runs once: compiling takes longer than running.
TESTOPT  = $(if $(filter -O2,$(CFLAGS)),-O1)

$(BUILD)/unit/unit.o: test/unit/unit.c
	@mkdir -p $(@D)
	$(Q)$(CC_) -c -o $@ $<
$(BUILD)/unit/%: test/unit/%.c $(BUILD)/unit/unit.o $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC_) $(TESTOPT) $(DEPCF) -o $@ $< $(BUILD)/unit/unit.o $(LIBA) $(LDSAN) $(LDFLAGS) $(DEPLIBS) -lm

# What confines ecert-verify, in a program that tries to get out.
$(BUILD)/confine/confine: test/confine/confine.c $(BUILD)/tools/ecert-verify_confine.o $(BUILD)/unit/unit.o $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC_) $(DEPCF) -o $@ $< $(BUILD)/tools/ecert-verify_confine.o $(BUILD)/unit/unit.o $(LIBA) $(LDSAN) $(LDFLAGS) $(DEPLIBS)

# A time-stamp authority for the tests of the tools.
.PHONY: testtools
testtools: $(BUILD)/tsa/test-tsa $(BUILD)/secrets/stop.so modules
$(BUILD)/tsa/test-tsa: test/tsa/tsa.c test/tsa/token_make.h $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC_) $(DEPCF) -o $@ $< $(LIBA) $(LDSAN) $(LDFLAGS) $(DEPLIBS)

# False devices for the tests, see test/modules/README.md; never installed.
MODULES  = fake_skf4p fake_skf4n fake_skf8p fake_skf8n fake_skf_few fake_skf_mute \
           fake_sdf512 fake_sdf256 fake_sdf_oldabi fake_sdf_few fake_sdf_mute fake_p11_std fake_p11_odd
FAKECOM  = $(filter-out $(foreach k,skf sdf p11,test/modules/fake_$k.c),$(wildcard test/modules/fake_*.c))
.PHONY: modules
modules: $(MODULES:%=$(BUILD)/modules/%.so)
$(BUILD)/modules/fake_skf4%.so: FAKEDEF = -DFAKE_ULONG=4 -DFAKE_PACKED=$(if $(filter %p,$*),1,0)
$(BUILD)/modules/fake_skf8%.so: FAKEDEF = -DFAKE_ULONG=8 -DFAKE_PACKED=$(if $(filter %p,$*),1,0)
$(BUILD)/modules/fake_skf_few.so: FAKEDEF = -DFAKE_ULONG=4 -DFAKE_PACKED=1 -DFAKE_FEW
$(BUILD)/modules/fake_skf_mute.so: FAKEDEF = -DFAKE_ULONG=4 -DFAKE_PACKED=1 -DFAKE_MUTE
FAKELINK = $(Q)$(CC_) $(FAKEDEF) -fPIC -fvisibility=hidden -shared -o $@ $(filter %.c,$^) $(LDSAN) $(LDFLAGS) -lcrypto
$(BUILD)/modules/fake_skf%.so: test/modules/fake_skf.c $(FAKECOM) $(wildcard test/modules/*.h)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(FAKELINK)

$(BUILD)/modules/fake_sdf256.so: FAKEDEF = -DFAKE_FIELD=32
$(BUILD)/modules/fake_sdf_oldabi.so: FAKEDEF = -DFAKE_OLDABI
$(BUILD)/modules/fake_sdf_few.so: FAKEDEF = -DFAKE_FEW
$(BUILD)/modules/fake_sdf_mute.so: FAKEDEF = -DFAKE_MUTE
$(BUILD)/modules/fake_p11_odd.so: FAKEDEF = -DFAKE_ODD
$(BUILD)/modules/fake_sdf%.so: test/modules/fake_sdf.c $(FAKECOM) $(wildcard test/modules/*.h)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(FAKELINK)
$(BUILD)/modules/fake_p11%.so: test/modules/fake_p11.c $(FAKECOM) $(wildcard test/modules/*.h)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(FAKELINK)

# Passphrases and keys looked for wherever they might be left; "check" tries a part.
$(BUILD)/secrets/stop.so: test/secrets/stop.c
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC) -std=gnu11 $(WARN) -O2 -fPIC -shared -o $@ $<
.PHONY: check-secrets
check-secrets: all testtools
	@python3 -B test/secrets/run.py $(BUILD)

# What the costliest files of 16 MiB cost, and bombs.
$(BUILD)/cost/cost: $(wildcard test/cost/*.[ch] test/negative/*.h) $(BUILD)/unit/unit.o $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC_) $(DEPCF) -o $@ test/cost/cost.c $(BUILD)/unit/unit.o $(LIBA) $(LDSAN) $(LDFLAGS) $(DEPLIBS)
# Batches beyond one machine: needs parallel, sshd and Slurm, skips what is not there.
.PHONY: check-cluster
check-cluster: all
	@BUILD=$(BUILD) sh test/cluster/run.sh

.PHONY: check-cost
check-cost: all $(BUILD)/cost/cost
	@BUILD=$(BUILD) $(BUILD)/cost/cost

# What signing runs leave behind that are killed, or whose system calls fail; needs strace.
# CRASH=full takes every point, CRASH_SEED=N the same ones again.
.PHONY: check-crash
check-crash: all
	@CRASH=$(CRASH) CRASH_SEED=$(CRASH_SEED) python3 -B test/crash/run.py $(BUILD)
# Programs on the public headers, with fixtures made by the tools: each allocation fails
# once; memory and descriptors over SOAK documents; threads, with a library of their own.
LABCC    = $(CC) -std=c11 $(WARN) -Iinclude -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(CFLAGS)
SOAK     = 2000
ALLOC    = 1
$(BUILD)/lab/%: test/lab/%.c test/lab/lab.h $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(LABCC) -o $@ $< $(LABLINK) $(LIBA) $(LDFLAGS) $(DEPLIBS) -lpthread
$(BUILD)/lab/alloc: LABLINK = -Wl,--wrap=EVP_PKEY_sign
# Loaded in front of the tools: what they do once for many documents.
$(BUILD)/lab/count.so: test/lab/count.c
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC) -std=gnu11 $(WARN) $(DEPCF) -O2 -fPIC -shared -o $@ $<
.PHONY: check-alloc check-count check-soak check-tsan
check-alloc: all $(BUILD)/lab/alloc
	@BUILD=$(BUILD) sh test/lab/run.sh $(BUILD)/lab/alloc $(ALLOC)
check-count: all testtools $(BUILD)/lab/count.so
	@python3 -B test/lab/count.py $(BUILD)
check-soak: all $(BUILD)/lab/soak
	@BUILD=$(BUILD) sh test/lab/run.sh $(BUILD)/lab/soak $(SOAK)
check-tsan: all
	@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/tsan CFLAGS="-O1 -g -fsanitize=thread" \
	    HARDEN= FORTIFY= LDFLAGS=-fsanitize=thread $(BUILD)/tsan/lab/threads
	@BUILD=$(BUILD) sh test/lab/run.sh $(BUILD)/tsan/lab/threads

deps:
	@if [ "$$(id -u)" = 0 ]; then S=; else S=sudo; fi; \
	$$S apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $$S apt-get install -y -qq --no-install-recommends $(DEPS)

# On all processors, unless -j was given.
JOBS     = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

# Dependencies may have just been installed by "make deps demo": a new make
# process reads pkg-config again.
demo:
	@$(MAKE) $(JOBS) --no-print-directory all >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }; rm -f $(BUILD).log
	@BUILD=$(BUILD) sh examples/demo.sh

check:
	@$(MAKE) $(JOBS) --no-print-directory all units replays testtools $(BUILD)/confine/confine
	@BUILD=$(BUILD) UNITS="$(sort $(UNITSEL))" sh test/run.sh

.PHONY: units
units: $(UNITSEL:%=$(BUILD)/unit/%) $(if $(filter signer_%,$(UNITSEL)),modules)

check-unit: units
	@BUILD=$(BUILD) UNITS="$(UNITSEL)" ONLY=unit sh test/run.sh
check-cli: all testtools
	@BUILD=$(BUILD) ONLY=cli sh test/run.sh
check-static: all
	@BUILD=$(BUILD) ONLY=static sh test/run.sh
check-interop: all
	@sh test/interop/install.sh $(INTEROP_DEPS)
	@python3 -B test/interop/run.py $(BUILD)

check-asan:
	@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/asan SAN=1 CFLAGS="-O1 -g" all units replays testtools
	@BUILD=$(BUILD)/asan UNITS="$(UNITSEL)" ONLY="unit cli fuzz" sh test/run.sh
# The same without what makes it faster: "plain" has neither libdeflate nor messages side
# by side, the others one way of these alone.  They share all objects but those that know
# of it.  The tests of "check" on plain and portable (FALLBACK=full: all of them), and all
# builds on the same files: test/same/run.py.
WAYS     = plain portable avx2 avx512vl-4 avx512vl avx512f
FAST     = $(patsubst lib/%.c,obj/%.o,$(shell grep -lE 'ECI_(LIBDEFLATE|NO_LANES|LANES)' lib/*/*.c))
FALLBACK =
SAMEUNITS = $(if $(FALLBACK),$(UNITSEL),$(filter crypto_sm3% pkg_% sign_% job_batch% job_ver% \
            verify_corpus verify_flip verify_refs verify_forge_zip verify_forge_cont%,$(UNITSEL)))
.PHONY: check-fallback $(WAYS:%=way-%)
$(WAYS:%=way-%): way-%: all testtools
	@sh test/same/share.sh $(BUILD) $(BUILD)/same/$* $(FAST)
	@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/same/$* $(if $(filter plain,$*),LIBDEFLATE= LANES=,LANES=$*) \
	    $(BUILD)/same/$*/libecert.so.$(VERSION) $(if $(filter plain portable,$*),$(SAMEUNITS:%=$(BUILD)/same/$*/unit/%))
check-fallback: $(WAYS:%=way-%)
	@BUILD=$(BUILD) WAYS="$(WAYS)" UNITS="$(SAMEUNITS)" LIBDEFLATE=$(LIBDEFLATE) FALLBACK=$(FALLBACK) sh test/same/run.sh
# Every bit and every length of small signed files; "check" tries a part of them.
.PHONY: check-mutants
check-mutants: $(BUILD)/unit/verify_flip
	@printf '%s\n' v1 v4 v5 attributes content | ECERT_MUTANTS=1 xargs -P $$(nproc) -n 1 $(BUILD)/unit/verify_flip
# All branches of the function that gives the verdict.
.PHONY: check-coverage
check-coverage: $(BUILD)/unit/unit.o $(LIBA)
	@BUILD=$(BUILD) COMPILE="$(subst $(FORTIFY),,$(CC_)) $(DEPCF)" LIBS="$(LIBA) $(DEPLIBS) -lm" sh test/coverage/run.sh
# Each check of the verifier taken away in turn; MUTATE="verify_seal crypto_path" takes
# files by the beginning of their names.
.PHONY: check-mutation expected
check-mutation:
	@python3 -B test/mutation/run.py $(MUTATE)
# All that is said about each forged document, anew: look at what changed.
expected: $(filter $(BUILD)/unit/verify_% $(BUILD)/unit/report_%,$(UNITSEL:%=$(BUILD)/unit/%))
	@mkdir -p test/negative/expected
	@for t in $^; do ECERT_EXPECTED=write $$t >/dev/null || echo "$$t fails"; done
	@find test/negative/expected -size 0 -delete
# Left out is what makes hundreds of signatures, RSA keys or whole documents, or waits
# for the network: check-asan runs all of it, here it would take half an hour.
VALGRIND_SKIP = verify_% report_get report_html report_json report_text lint_% pki_% net_% ofd_text% crypto_ocsp% crypto_crl% crypto_revoked crypto_p12 \
                crypto_path crypto_rsa crypto_keyout crypto_constraint pkg_open cms_decode seal_make job_written \
                sign_complete signer_fault signer_p11_% signer_sdf_% signer_skf_% \
                job_batch% job_pool job_prepare crypto_sm3_lanes crypto_csr_read \
                tsp_decode tsp_openssl sign_versions
check-valgrind: all units
	@BUILD=$(BUILD) UNITS="$(filter-out $(VALGRIND_SKIP),$(UNITSEL))" ONLY="unit tools" WRAP="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect" sh test/run.sh

# Fuzzing, see test/fuzz/README.md.  The harnesses run without libFuzzer as part
# of "check"; with it by "make fuzz", which needs clang: apt-get install $(FUZZDEPS).
FUZZERS  = $(filter-out replay fuzz_%,$(basename $(notdir $(sort $(wildcard test/fuzz/*.c)))))
FUZZDEPS = clang libclang-rt-14-dev
FUZZ_SECONDS = 60
FUZZ_SEED = 0
FUZZCOM  = $(patsubst test/fuzz/%.c,$(BUILD)/fuzz/obj/%.o,$(sort $(wildcard test/fuzz/fuzz_*.c)))
FUZZLINK = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc $(LIBA) $(LDSAN) $(LDFLAGS) $(DEPLIBS)
$(BUILD)/fuzz/obj/%.o: test/fuzz/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC   $<"
	$(Q)$(CC_) $(DEPCF) -c -o $@ $<
$(BUILD)/fuzz/replay/%: $(BUILD)/fuzz/obj/%.o $(BUILD)/fuzz/obj/replay.o $(FUZZCOM) $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC) -o $@ $(filter %.o,$^) $(FUZZLINK)
$(BUILD)/fuzz/bin/%: $(BUILD)/fuzz/obj/%.o $(FUZZCOM) $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(FUZZLINK)

.PHONY: replays fuzzers fuzz fuzz-seeds check-fuzz
.SECONDARY: $(FUZZCOM) $(FUZZERS:%=$(BUILD)/fuzz/obj/%.o)
replays: $(FUZZERS:%=$(BUILD)/fuzz/replay/%)
fuzzers: $(FUZZERS:%=$(BUILD)/fuzz/bin/%)
check-fuzz: replays
	@BUILD=$(BUILD) ONLY=fuzz sh test/run.sh
fuzz-seeds: replays
	@for h in $(FUZZERS); do rm -rf $(BUILD)/fuzz/seeds/$$h && mkdir -p $(BUILD)/fuzz/seeds/$$h && \
	    $(BUILD)/fuzz/replay/$$h -s $(BUILD)/fuzz/seeds/$$h || exit 1; done
fuzz: fuzz-seeds
	@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/fuzz/clang CC=clang SAN=1 \
	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link" fuzzers
	@BUILD=$(BUILD) FUZZERS="$(FUZZERS)" FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$(FUZZ_SEED) sh test/fuzz/run.sh

# Signing and verifying against what they are made of, see test/bench/RESULTS.md;
# BENCH=quick takes less than a minute; BENCH="quick growth" a part of it.
.PHONY: bench
$(BUILD)/bench/bench: $(wildcard test/bench/*.[ch]) $(LIBA)
	@mkdir -p $(@D)
	$(SAY) "  LD   $@"
	$(Q)$(CC) -std=c11 $(WARN) $(CPP_) $(DEPCF) $(CFLAGS) -o $@ $(wildcard test/bench/*.c) $(LIBA) \
	    $(LDSAN) $(LDFLAGS) $(DEPLIBS) -lm -ldl
bench: all $(BUILD)/bench/bench
	@BUILD=$(BUILD) BENCH="$(BENCH)" sh test/bench/run.sh

pot:
	xgettext --language=C --keyword=_ --keyword=N_ --from-code=UTF-8 --no-wrap --sort-by-file \
	    --package-name=libecert --omit-header -o tools/po/libecert.pot tools/*.c tools/*.h

MANDIR   = $(DESTDIR)$(PREFIX)/share/man
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include/ecert
	install -m 644 include/ecert.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 include/ecert/*.h $(DESTDIR)$(PREFIX)/include/ecert/
	install -m 644 $(LIBA) $(DESTDIR)$(LIBDIR)/
	install -m 755 $(LIBSO) $(DESTDIR)$(LIBDIR)/
	ln -sf libecert.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libecert.so.$(SOVER)
	ln -sf libecert.so.$(SOVER) $(DESTDIR)$(LIBDIR)/libecert.so
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBS_PRIVATE@|$(STATICLIBS)|' pkgconfig/libecert.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/libecert.pc
	@# Linked anew without the path into the build tree.
	for t in $(TOOLS); do $(CC) -pie $(LDHARD) $(LDSAN) $(LDFLAGS) -o $(DESTDIR)$(PREFIX)/bin/$$t \
	    $$(ls $(BUILD)/tools/$$t.o $(BUILD)/tools/$${t}_*.o $(BUILD)/tools/tool.o $(BUILD)/tools/tool_*.o 2>/dev/null) \
	    -L$(BUILD) -lecert -Wl,-rpath,'$$ORIGIN/../lib' || exit 1; done
	for s in 1 3 5 7; do install -d $(MANDIR)/man$$s; \
	    for m in man/man$$s/*; do [ ! -e "$$m" ] || install -m 644 "$$m" $(MANDIR)/man$$s/; done; done
	install -d $(DESTDIR)$(PREFIX)/share/libecert
	install -m 644 share/*.json $(DESTDIR)$(PREFIX)/share/libecert/
	install -d $(DESTDIR)$(PREFIX)/share/libecert/policies
	install -m 644 $(POLICIES) $(DESTDIR)$(PREFIX)/share/libecert/policies/
	for m in $(MO:$(BUILD)/%=%); do install -D -m 644 $(BUILD)/$$m $(DESTDIR)$(PREFIX)/$$m; done
	@# The loader must learn of a library in one of its own folders.
	if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" = 0 ] && [ "$(PREFIX)" = /usr/local -o "$(PREFIX)" = /usr ]; then ldconfig; fi

uninstall:
	rm -f $(TOOLS:%=$(DESTDIR)$(PREFIX)/bin/%) $(DESTDIR)$(LIBDIR)/libecert.a $(DESTDIR)$(LIBDIR)/libecert.so* \
	    $(DESTDIR)$(LIBDIR)/pkgconfig/libecert.pc $(DESTDIR)$(PREFIX)/include/ecert.h
	rm -f $(patsubst include/%,$(DESTDIR)$(PREFIX)/include/%,$(wildcard include/ecert/*.h))
	rmdir $(DESTDIR)$(PREFIX)/include/ecert 2>/dev/null || true
	rm -f $(patsubst share/%,$(DESTDIR)$(PREFIX)/share/libecert/%,$(wildcard share/*.json))
	rm -f $(POLICIES:%=$(DESTDIR)$(PREFIX)/share/libecert/%)
	rmdir $(DESTDIR)$(PREFIX)/share/libecert/policies $(DESTDIR)$(PREFIX)/share/libecert 2>/dev/null || true
	rm -f $(patsubst man/%,$(MANDIR)/%,$(wildcard man/man?/*)) $(MO:$(BUILD)/%=$(DESTDIR)$(PREFIX)/%)

clean:
	rm -rf $(BUILD)

help:
	@echo "all deps demo check check-unit check-cli check-static check-interop check-fuzz check-asan check-mutants check-valgrind"
	@echo "check-crash (CRASH=full) check-alloc check-count check-soak (SOAK=100000) check-tsan"
	@echo "check-cost check-secrets check-coverage check-fallback (FALLBACK=full) check-mutation (MUTATE=verify_seal) expected"
	@echo "bench (BENCH=\"quick growth\"); fuzz fuzz-seeds (FUZZ_SECONDS=60); install uninstall clean pot;  WERROR=1 SAN=1 CC=clang BUILD=dir PREFIX=dir DESTDIR=dir"

-include $(OBJS:.o=.d) $(wildcard $(BUILD)/tools/*.d $(BUILD)/unit/*.d $(BUILD)/examples/*.d $(BUILD)/fuzz/obj/*.d)
