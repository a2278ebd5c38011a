package org.copyblade.blade.timefinder.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.copyblade.blade.timefinder.internal.array.Link.Mode;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.junit.jupiter.api.Test;

class LinkShapeTest {

    @Test
    void aLinkWithoutCopyStaysAtZero() throws Exception {
        assertThat(link("\"state\":\"Linked\",\"copy\":false,\"percentageCopied\":0"))
                .isEqualTo(new Link(id("00100"), id("00200"), true, Mode.NOCOPY, 0));
        assertThat(link("\"state\":\"Linked\",\"copy\":false,\"defined\":false").mayEnd())
                .isFalse();
    }

    @Test
    void aCopyHasEndedWhenItsWordSaysSo_notByARoundedPercentage() throws Exception {
        Link rounded = link("\"state\":\"CopyInProg\",\"copy\":true,\"percentageCopied\":100");

        assertThat(rounded.mode()).isEqualTo(Mode.COPYING);
        assertThat(rounded.percent()).isEqualTo(99);
        assertThat(rounded.mayEnd()).isFalse();
        Link copied = link("\"state\":\"Copied\",\"copy\":true,\"percentageCopied\":100");
        assertThat(copied.mode()).isEqualTo(Mode.COPIED);
        assertThat(copied.mayEnd()).isTrue();
        assertThat(link("\"copy\":true,\"percentageCopied\":100").mode()).isEqualTo(Mode.COPIED);
        assertThat(link("\"copy\":true,\"percentageCopied\":\"40\"").percent()).isEqualTo(40);
    }

    @Test
    void aCopyWithoutNumberIsNotUnderstood() {
        assertThatThrownBy(() -> link("\"state\":\"CopyInProg\",\"copy\":true"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("field 'percentageCopied' is missing");
    }

    private static Link link(String fields) throws Exception {
        String document = "{\"snapshotSrc\":[{\"snap_id\":7,\"linkedDevices\":[{\"targetDevice\":\"00200:label\","
                + fields + "}]}]}";
        return Shapes.links(id("00100"), "CB_ONE", new ObjectMapper().readTree(document))
                .get(0)
                .link();
    }

    private static VolumeId id(String value) {
        return new VolumeId(value);
    }
}
