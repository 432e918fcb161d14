// SPDX-License-Identifier: Apache-2.0
package interop;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * ofdrw at the command line.
 *
 * verify FILE...            what ofdrw says of each, one JSON object per line
 * sign OUT PICTURE IN.ofd SIGNED.ofd LOCKED.ofd
 *                           a PKI of its own, seals, and documents signed in
 *                           every way ofdrw knows, in the folder OUT; then a
 *                           further signature on others' documents
 * render OUT PPM FILE...    PNG pictures OUT/NAME-PAGE.png, PPM pixels per mm
 */
public final class Main {
	private Main() {
	}

	public static void main(String[] args) throws Exception {
		String[] rest = args.length > 1 ? Arrays.copyOfRange(args, 1, args.length) : new String[0];
		switch (args.length > 0 ? args[0] : "") {
		case "verify":
			Verify.files(rest);
			break;
		case "sign":
			Sign.all(Path.of(rest[0]), Path.of(rest[1]), Path.of(rest[2]), Path.of(rest[3]), Path.of(rest[4]));
			break;
		case "render":
			Render.files(Path.of(rest[0]), Double.parseDouble(rest[1]), Arrays.copyOfRange(rest, 2, rest.length));
			break;
		default:
			System.err.println("usage: verify FILE... | sign OUT PICTURE IN.ofd SIGNED.ofd LOCKED.ofd | render OUT PPM FILE...");
			System.exit(2);
		}
	}

	/** A string of JSON, or null. */
	static String quote(String s) {
		if (s == null)
			return "null";
		StringBuilder out = new StringBuilder("\"");
		for (char c : s.toCharArray()) {
			if (c == '"' || c == '\\')
				out.append('\\').append(c);
			else if (c < 0x20)
				out.append(String.format("\\u%04x", (int) c));
			else
				out.append(c);
		}
		return out.append('"').toString();
	}
}
