package org.copyblade.lab.zos.internal;

import org.copyblade.lab.array.DataSetForm;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetAttributes.Organization;

/** Attributes of data sets as the VTOC has them. Pure. */
final class Forms {
    private static final int SEQUENTIAL = 0x4000;
    private static final int PARTITIONED = 0x0200;
    private static final int VSAM = 0x0008;
    private static final int UNDEFINED = 0xC0;
    private static final int FIXED = 0x80;
    private static final int VARIABLE = 0x40;
    private static final int BLOCKED = 0x10;
    private static final int ASA = 0x04;

    private Forms() {}

    /** With nothing written yet. */
    static DataSetForm form(DataSetAttributes attributes, int sequence) {
        int organization =
                switch (attributes.organization()) {
                    case SEQUENTIAL -> SEQUENTIAL;
                    case PARTITIONED -> PARTITIONED;
                    case VSAM -> VSAM;
                };
        return new DataSetForm(
                sequence,
                organization,
                format(attributes.recordFormat()),
                attributes.blockBytes(),
                attributes.recordBytes(),
                0,
                Emulation.CKD.trackBytes());
    }

    static DataSetAttributes attributes(DataSetForm form) {
        Organization organization =
                switch (form.organization()) {
                    case VSAM -> Organization.VSAM;
                    case PARTITIONED -> Organization.PARTITIONED;
                    default -> Organization.SEQUENTIAL;
                };
        return new DataSetAttributes(organization, format(form), form.recordBytes(), form.blockBytes());
    }

    private static int format(String text) {
        int format =
                text.startsWith("F") ? FIXED : text.startsWith("V") ? VARIABLE : text.startsWith("U") ? UNDEFINED : 0;
        return format | (text.contains("B") ? BLOCKED : 0) | (text.contains("A") ? ASA : 0);
    }

    private static String format(DataSetForm form) {
        String first =
                switch (form.recordFormat() & UNDEFINED) {
                    case UNDEFINED -> "U";
                    case FIXED -> "F";
                    case VARIABLE -> "V";
                    default -> "";
                };
        return first
                + ((form.recordFormat() & BLOCKED) != 0 ? "B" : "")
                + ((form.recordFormat() & ASA) != 0 ? "A" : "");
    }
}
