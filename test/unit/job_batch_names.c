/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "batch_kit.h"

static ecert_err
claim(ecert_ctx *ctx, struct eci_names *names, uint64_t line, const char *in, const char *out)
{
	char a[400], b[400];
	struct eci_item item = { .line = line, .input = a, .output = b };

	snprintf(a, sizeof(a), "%s", in);
	snprintf(b, sizeof(b), "%s", out);
	return eci_names_claim(ctx, names, "list", &item);
}

static void
test_clashes(ecert_ctx *ctx)
{
	struct eci_names *names = NULL;

	MUST(ctx, eci_names_new(ctx, &names));
	unit_case("two outputs of one name");
	CHECK_OK(ctx, claim(ctx, names, 2, at("a"), at("b")));
	CHECK_ERR(ctx, claim(ctx, names, 3, at("c"), at("b")), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "list: line 3: output is the output of line 2, too");
	unit_case("the same, named in other ways");
	CHECK_ERR(ctx, claim(ctx, names, 3, at("c"), at("./b")), ECERT_E_CONFIG);
	CHECK_ERR(ctx, claim(ctx, names, 3, at("c"), at("x/../b")), ECERT_E_CONFIG);
	CHECK_ERR(ctx, claim(ctx, names, 3, at("c"), at("l/b")), ECERT_E_CONFIG);
	CHECK_ERR(ctx, claim(ctx, names, 3, at("c"), at("to-b")), ECERT_E_CONFIG);
	unit_case("what was refused claims nothing");
	CHECK_OK(ctx, claim(ctx, names, 4, at("d"), at("c")));
	unit_case("an output that is an input");
	CHECK_ERR(ctx, claim(ctx, names, 5, at("e"), at("a")), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "list: line 5: output is the input of line 2");
	unit_case("an input that is an output");
	CHECK_ERR(ctx, claim(ctx, names, 6, at("b"), at("f")), ECERT_E_CONFIG);
	CHECK_STR(ecert_errmsg(ctx), "list: line 6: input is the output of line 2");
	unit_case("one input for two outputs");
	CHECK_OK(ctx, claim(ctx, names, 7, at("a"), at("g")));
	unit_case("one line's input and output is for signing to refuse");
	CHECK_OK(ctx, claim(ctx, names, 8, at("h"), at("h")));
	unit_case("a seal that is an output, and an output that is a seal");
	{
		char in[400], out[400], seal[400];
		struct eci_item item = { .line = 9, .input = in, .output = out, .seal = seal };

		snprintf(in, sizeof(in), "%s", at("i"));
		snprintf(out, sizeof(out), "%s", at("j"));
		snprintf(seal, sizeof(seal), "%s", at("b"));
		CHECK_ERR(ctx, eci_names_claim(ctx, names, "list", &item), ECERT_E_CONFIG);
		CHECK_STR(ecert_errmsg(ctx), "list: line 9: seal is the output of line 2");
		snprintf(seal, sizeof(seal), "%s", out);
		CHECK_ERR(ctx, eci_names_claim(ctx, names, "list", &item), ECERT_E_CONFIG);
		snprintf(seal, sizeof(seal), "%s", at("s.esl"));
		CHECK_OK(ctx, eci_names_claim(ctx, names, "list", &item));
		CHECK_ERR(ctx, claim(ctx, names, 10, at("k"), at("s.esl")), ECERT_E_CONFIG);
		CHECK_STR(ecert_errmsg(ctx), "list: line 10: output is the input of line 9");
	}
	unit_case("another run");
	eci_names_forget(names);
	CHECK_OK(ctx, claim(ctx, names, 2, at("c"), at("b")));
	eci_names_free(names);
	eci_names_free(NULL);
}

static void
test_protected(ecert_ctx *ctx)
{
	struct eci_names *names = NULL;
	char name[40];
	int i;

	MUST(ctx, eci_names_new(ctx, &names));
	unit_case("a file and a folder that are protected");
	CHECK_OK(ctx, eci_names_protect(ctx, names, at("key")));
	CHECK_OK(ctx, eci_names_protect(ctx, names, at("x")));
	CHECK_ERR(ctx, claim(ctx, names, 1, at("a"), at("key")), ECERT_E_CONFIG);
	CHECK_ERR(ctx, claim(ctx, names, 1, at("a"), at("x/deep")), ECERT_E_CONFIG);
	CHECK_ERR(ctx, claim(ctx, names, 1, at("a"), at("l/key")), ECERT_E_CONFIG);
	CHECK_OK(ctx, claim(ctx, names, 1, at("a"), at("key2")));
	CHECK_OK(ctx, claim(ctx, names, 1, at("a"), at("x2")));
	unit_case("a protected file can be read");
	CHECK_OK(ctx, claim(ctx, names, 1, at("key"), at("b")));
	unit_case("one file twice takes one place, and places end");
	for (i = 0; i < 100; i++)
		CHECK_OK(ctx, eci_names_protect(ctx, names, at("key")));
	for (i = 2; i < 64; i++) {
		snprintf(name, sizeof(name), "k%d", i);
		CHECK_OK(ctx, eci_names_protect(ctx, names, at(name)));
	}
	CHECK_ERR(ctx, eci_names_protect(ctx, names, at("one-more")), ECERT_E_LIMIT);
	eci_names_free(names);
}

static void
test_many(ecert_ctx *ctx)
{
	struct eci_names *names = NULL;
	size_t i, bad = 0, n = 5000;
	char in[64], out[64];

	MUST(ctx, eci_names_new(ctx, &names));
	unit_case("5,000 lines, and each of them again");
	for (i = 0; i < n; i++) {
		snprintf(in, sizeof(in), "in%zu", i);
		snprintf(out, sizeof(out), "out%zu", i);
		bad += claim(ctx, names, i, in, out) != ECERT_OK;
	}
	CHECK_INT(bad, 0);
	for (i = 0; i < n; i++) {
		snprintf(in, sizeof(in), "other%zu", i);
		snprintf(out, sizeof(out), "out%zu", i);
		bad += claim(ctx, names, n + i, in, out) == ECERT_E_CONFIG;
	}
	CHECK_INT(bad, n);
	eci_names_free(names);
}

int
main(void)
{
	ecert_ctx *ctx = unit_ctx();

	if (mkdir(at("x"), 0700) != 0 || symlink(".", at("l")) != 0 || symlink("b", at("to-b")) != 0)
		return 1;
	put_bytes(at("b"), "b", 1);
	test_clashes(ctx);
	test_protected(ctx);
	test_many(ctx);
	return unit_end();
}
