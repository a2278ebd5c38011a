package org.copyblade.lab.ims.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void shortName_isPaddedWithBlanksOfEbcdic() {
        assertThat(field("IMS1", 6)).containsExactly(0xC9, 0xD4, 0xE2, 0xF1, 0x40, 0x40);
        assertThat(field("", 2)).containsExactly(0x40, 0x40);
    }

    @Test
    void longName_isCutToTheField() {
        assertThat(field("IMS1", 3)).containsExactly(0xC9, 0xD4, 0xE2);
    }

    @Test
    void field_isReadBackWithoutItsBlanks() {
        ByteBuffer field = ByteBuffer.allocate(8);
        Text.put(field, "ACCT01", 8);
        assertThat(Text.get(field.flip(), 8)).isEqualTo("ACCT01");
    }

    private static byte[] field(String text, int length) {
        ByteBuffer field = ByteBuffer.allocate(length);
        Text.put(field, text, length);
        assertThat(field.hasRemaining()).isFalse();
        return field.array();
    }
}
