// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.OFDSigner;
import org.ofdrw.sign.SignMode;
import org.ofdrw.sign.signContainer.SESV4Container;
import org.ofdrw.sign.stamppos.NormalStampPos;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;

/**
 * ofdrw on the same document with the same key and seal.
 *
 *   sign DIR IN OUT       verify FILE           once, for a cold start
 *   loop DIR IN OUT N     warm: milliseconds per document, the best and the median
 */
public final class Bench {
	private final PrivateKey key;
	private final Certificate cert;
	private final SESeal seal;

	private Bench(Path dir) throws Exception {
		BouncyCastleProvider bc = new BouncyCastleProvider();
		try (Reader in = Files.newBufferedReader(dir.resolve("pki/signer.key")); PEMParser pem = new PEMParser(in)) {
			key = new JcaPEMKeyConverter().setProvider(bc).getPrivateKey((PrivateKeyInfo) pem.readObject());
		}
		cert = CertificateFactory.getInstance("X.509", bc)
		    .generateCertificate(Files.newInputStream(dir.resolve("pki/signer.pem")));
		seal = SESeal.getInstance(Files.readAllBytes(dir.resolve("seal.esl")));
	}

	private void sign(Path in, Path out) throws Exception {
		Files.deleteIfExists(out);
		try (OFDReader reader = new OFDReader(in); OFDSigner signer = new OFDSigner(reader, out)) {
			signer.setSignMode(SignMode.ContinueSign);
			signer.setSignContainer(new SESV4Container(key, seal, cert));
			signer.addApPos(new NormalStampPos(1, 150, 230, 40, 40));
			signer.exeSign();
		}
	}

	private static void verify(Path file) throws Exception {
		try (OFDReader reader = new OFDReader(file); OFDValidator validator = new OFDValidator(reader)) {
			validator.setValidator(new SESV4ValidateContainer());
			validator.exeValidate();
		}
	}

	private interface Work {
		void run() throws Exception;
	}

	/** The first half warms up. */
	private static void measure(String name, int times, Work work) throws Exception {
		double[] ms = new double[times];
		for (int i = -times; i < times; i++) {
			long from = System.nanoTime();
			work.run();
			if (i >= 0)
				ms[i] = (System.nanoTime() - from) / 1e6;
		}
		Arrays.sort(ms);
		System.out.printf("  %-44s %9.1f %9.1f%n", name, ms[0], ms[times / 2]);
	}

	public static void main(String[] args) throws Exception {
		if (args[0].equals("verify")) {
			verify(Path.of(args[1]));
			return;
		}
		Bench bench = new Bench(Path.of(args[1]));
		Path in = Path.of(args[2]);
		Path out = Path.of(args[3]);
		if (args[0].equals("sign")) {
			bench.sign(in, out);
			return;
		}
		int times = Integer.parseInt(args[4]);
		measure("ofdrw, warm: sign, ms", times, () -> bench.sign(in, out));
		measure("ofdrw, warm: verify, ms", times, () -> verify(out));
	}
}
