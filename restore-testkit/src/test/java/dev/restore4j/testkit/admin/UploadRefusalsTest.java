package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.admin.UploadPeer.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a 422 is worded, as neo4j-admin 5.26.30 and 2026.08.1 do it: they print the size divided by 2^30, and call that GB. */
class UploadRefusalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a store of 18 MB with its log, of which 256 MiB are reserved, as it was measured
                "SIZE|288849920|ImportExceedsMaxSize|https://x|Error: Large. Minimum storage space required: 0.3 GB. See: https://x",
                "INITIATE|288849920|ImportExceedsMaxSize|https://x|Error: Large. Minimum storage space required: 0.3 GB. See: https://x",
                "SIZE|53687092|ImportExceedsMaxSize|https://x|Error: Large. Minimum storage space required: 0.1 GB. See: https://x",
                "SIZE|53687091|ImportExceedsMaxSize|https://x|Error: Large. Minimum storage space required: 0.0 GB. See: https://x",
                "SIZE|32212254720|ImportExceedsMaxSize|https://x|Error: Large. Minimum storage space required: 30.0 GB. See: https://x",
                "SIZE|288849920|ImportExceedsMaxSize||Large. Minimum storage space required: 0.3 GB",
                "SIZE|288849920|Other|https://x|Error: Large. See: https://x",
                "SIZE|288849920|Other||Large.",
                "INITIATE|288849920|Other||Large.",
            })
    void itIsTheConsolesMessageWithTheSizeThatIsNeeded(
            UploadStep step, long size, String reason, String url, String expected) {
        String address = url == null ? "" : ",\"Url\":\"" + url + "\"";
        Reply reply = Reply.of(422, "{\"Message\":\"Large.\",\"Reason\":\"" + reason + "\"" + address + "}");

        assertThat(new UploadRefusals("dumps", "uri", size).reason(step, reply).in(AdminLine.V5))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"https://x|Error: Corrupt. See: https://x", "|Corrupt"})
    void whatALoadingFailedWithIsWordedAlike(String url, String expected) {
        String address = url == null ? "" : ",\"Url\":\"" + url + "\"";
        Reply reply = Reply.of(200, "{\"Message\":\"Corrupt\"" + address + "}");

        assertThat(UploadRefusals.loadingFailed(reply).in(AdminLine.V5)).isEqualTo(expected);
    }
}
