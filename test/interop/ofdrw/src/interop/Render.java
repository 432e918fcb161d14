// SPDX-License-Identifier: Apache-2.0
package interop;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.ofdrw.converter.FontLoader;
import org.ofdrw.converter.ImageMaker;
import org.ofdrw.reader.OFDReader;

/** Every page as a picture, by ofdrw-converter. */
final class Render {
	/** ofdrw reads TrueType outlines alone, and finds no Chinese font by itself on Debian. */
	private static final Path FONT = Path.of("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc");

	private Render() {
	}

	private static void loadFonts() {
		if (!Files.exists(FONT))
			return;
		for (String name : new String[] { "宋体", "黑体", "SimSun", "SimHei" })
			FontLoader.getInstance().addSystemFontMapping(name, FONT.toString());
	}

	static void files(Path out, double ppm, String[] names) {
		loadFonts();
		for (String name : names) {
			String stem = Path.of(name).getFileName().toString().replaceFirst("\\.ofd$", "");
			String error = null;
			int pages = 0;
			try (OFDReader reader = new OFDReader(Path.of(name))) {
				ImageMaker maker = new ImageMaker(reader, ppm);
				for (; pages < maker.pageSize(); pages++)
					ImageIO.write(maker.makePage(pages), "PNG",
					    out.resolve(stem + "-" + (pages + 1) + ".png").toFile());
			} catch (Exception | StackOverflowError | LinkageError e) {
				error = e.getClass().getSimpleName() + ": " + e.getMessage();
			}
			System.out.println("{\"file\":" + Main.quote(name) + ",\"pages\":" + pages +
			    ",\"error\":" + Main.quote(error) + "}");
		}
	}
}
