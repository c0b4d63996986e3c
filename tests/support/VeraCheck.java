// Validates each PDF named on the command line against PDF/UA-1 with veraPDF, one line of verdict a file:
// "ok<TAB>file", or "failed<TAB>file<TAB>clause-test: what is said about it" for each rule that is broken.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraCheck {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (InputStream in = new FileInputStream(file);
                 PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1);
                 PDFAValidator validator =
                     Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                ValidationResult result = validator.validate(parser);
                if (result.isCompliant()) {
                    System.out.println("ok\t" + file);
                    continue;
                }
                TreeMap<String, String> broken = new TreeMap<>();
                for (TestAssertion found : result.getTestAssertions()) {
                    if (found.getStatus() == TestAssertion.Status.FAILED) {
                        String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                        String where = found.getLocation() == null ? "" : " at " + found.getLocation().getContext();
                        broken.putIfAbsent(rule, found.getMessage() + where);
                    }
                }
                broken.forEach((rule, said) ->
                    System.out.println("failed\t" + file + "\t" + rule + ": " + said.replaceAll("\\s+", " ")));
            }
        }
    }
}
