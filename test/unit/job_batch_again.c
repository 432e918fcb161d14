/* SPDX-License-Identifier: Apache-2.0 */
/* What counts as done: everything that differs is signed again. */
#include "batch_kit.h"

static struct fixture f;
static ecert_sign_job *job;

static bool
is_done(void)
{
	struct eci_job_done done = { .line = 3 };
	bool is = eci_job_is_done(f.ctx, job, at("in.ofd"), at("out.ofd"), &done);

	CHECK_INT(done.line, 3);
	CHECK(is == (done.signature != NULL) && is == (done.size > 0) && is == (done.sm3[0] != '\0'));
	CHECK_STR(ecert_errmsg(f.ctx), "");
	eci_job_done_free(&done);
	return is;
}

static void
sign(void)
{
	MUST(f.ctx, ecert_sign_file(f.ctx, job, at("in.ofd"), at("out.ofd")));
}

static void
copy(const char *from, const char *to)
{
	struct eci_buf b = { 0 };

	MUST(f.ctx, eci_read_file(f.ctx, at(from), 1 << 20, &b));
	put_bytes(at(to), b.ptr, b.len);
	eci_buf_free(&b);
}

static void
test_files(void)
{
	struct eci_buf b = { 0 };

	unit_case("no output");
	CHECK(!is_done());
	sign();
	unit_case("the output");
	CHECK(is_done());
	unit_case("an output that is a link to it");
	CHECK(rename(at("out.ofd"), at("real.ofd")) == 0 && symlink("real.ofd", at("out.ofd")) == 0);
	CHECK(is_done());
	unlink(at("out.ofd"));
	CHECK(rename(at("real.ofd"), at("out.ofd")) == 0);
	unit_case("no input");
	CHECK(rename(at("in.ofd"), at("kept.ofd")) == 0);
	CHECK(!is_done());
	CHECK(rename(at("kept.ofd"), at("in.ofd")) == 0);
	unit_case("an output that was cut off, changed, or is none");
	MUST(f.ctx, eci_read_file(f.ctx, at("out.ofd"), 1 << 20, &b));
	put_bytes(at("out.ofd"), b.ptr, b.len - 30);
	CHECK(!is_done());
	b.ptr[b.len / 2] ^= 1;
	put_bytes(at("out.ofd"), b.ptr, b.len);
	CHECK(!is_done());
	b.ptr[b.len / 2] ^= 1;
	put_bytes(at("out.ofd"), b.ptr, b.len);
	CHECK(is_done());
	put_bytes(at("out.ofd"), b.ptr, b.len + 1);
	CHECK(!is_done());
	put_bytes(at("out.ofd"), "", 0);
	CHECK(!is_done());
	copy("in.ofd", "out.ofd");
	CHECK(!is_done());
	unlink(at("out.ofd"));
	CHECK(mkdir(at("out.ofd"), 0700) == 0 && !is_done());
	rmdir(at("out.ofd"));
	eci_buf_free(&b);
}

static void
test_content(void)
{
	static const struct doc_spec other = { .page = "<ofd:Content/>" };
	static const struct doc_spec more = { .extra_name = "Doc_0/more.txt", .extra_text = "x" };

	sign();
	unit_case("an input that was changed since");
	put_doc(f.ctx, at("in.ofd"), &other);
	CHECK(!is_done());
	put_doc(f.ctx, at("in.ofd"), &more);
	CHECK(!is_done());
	unit_case("the input as it was");
	put_doc(f.ctx, at("in.ofd"), NULL);
	CHECK(is_done());
	unit_case("an output that was signed once more");
	copy("out.ofd", "first.ofd");
	MUST(f.ctx, ecert_sign_file(f.ctx, job, at("first.ofd"), at("out.ofd")));
	CHECK(!is_done());
	unit_case("the second signature, of a signed input");
	copy("in.ofd", "kept.ofd");
	copy("first.ofd", "in.ofd");
	CHECK(is_done());
	copy("kept.ofd", "in.ofd");
	sign();
}

static void
test_job(void)
{
	ecert_seal *seal = make_seal(&f, ECERT_SES_V4, f.signer_cert, NOW - 20 * DAY, NOW + DAY, 40, 30);
	ecert_sign_opts *opts = NULL;
	ecert_id *id = NULL;

	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_add_place(f.ctx, opts, 1, 20, 20));
	MUST(f.ctx, ecert_id_parse(f.ctx, NULL, ID_1, strlen(ID_1), &id));
	unit_case("another seal");
	ecert_sign_job_set_seal(job, seal);
	CHECK(!is_done());
	ecert_sign_job_set_seal(job, f.seal);
	unit_case("another place");
	ecert_sign_job_set_opts(job, opts);
	CHECK(!is_done());
	ecert_sign_job_set_opts(job, NULL);
	unit_case("another signer");
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK(!is_done());
	ecert_sign_job_set_signer(job, f.signer);
	unit_case("an identifier it has not");
	ecert_sign_job_set_id(job, id, 0);
	CHECK(!is_done());
	unit_case("the identifier it has, and another");
	sign();
	CHECK(is_done());
	ecert_sign_job_set_id(job, NULL, 0);
	CHECK(!is_done());
	ecert_id_free(id);
	id = NULL;
	MUST(f.ctx, ecert_id_parse(f.ctx, NULL, ID_2, strlen(ID_2), &id));
	ecert_sign_job_set_id(job, id, 0);
	CHECK(!is_done());
	ecert_sign_job_set_id(job, NULL, 0);
	sign();
	CHECK(is_done());
	ecert_id_free(id);
	ecert_sign_opts_free(opts);
	ecert_seal_free(seal);
}

/* The stranger's certificate in the same place: a value made by him over all the same. */
static void
test_stranger(void)
{
	ecert_sign_opts *opts = NULL;

	unit_case("signed by another, without a seal");
	MUST(f.ctx, ecert_sign_opts_new(f.ctx, &opts));
	MUST(f.ctx, ecert_sign_opts_set_type(f.ctx, opts, ECERT_SIGN_PLAIN));
	ecert_sign_job_set_opts(job, opts);
	sign();
	CHECK(is_done());
	ecert_sign_job_set_signer(job, f.stranger);
	CHECK(!is_done());
	sign();
	CHECK(is_done());
	ecert_sign_job_set_signer(job, f.signer);
	CHECK(!is_done());
	ecert_sign_job_set_opts(job, NULL);
	ecert_sign_opts_free(opts);
}

static void
test_dead(void)
{
	unit_case("temporary files of a run that was killed are removed");
	sign();
	put_bytes(at("out.ofd.ecert-0.tmp"), "dead", 4);
	CHECK(is_done());
	CHECK(access(at("out.ofd.ecert-0.tmp"), F_OK) != 0);
}

int
main(void)
{
	fixture_make(&f);
	job = new_job(&f);
	put_doc(f.ctx, at("in.ofd"), NULL);
	test_files();
	test_content();
	test_job();
	test_stranger();
	test_dead();
	ecert_sign_job_free(job);
	fixture_free(&f);
	return unit_end();
}
