package org.copyblade.lab.zosmf.internal.utility;

import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** ICKDSF: REFORMAT of a volume serial, so that a copy can be online beside what it is a copy of. */
public final class Ickdsf implements JobProgram {

    @Override
    public Set<String> names() {
        return Set.of("ICKDSF");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        int highest = 0;
        for (Words statement : Words.read(step.lines("SYSIN"))) {
            step.print("SYSPRINT", " " + statement.text());
            int code = 0;
            try {
                reformat(step, statement);
            } catch (ZosException refusal) {
                step.print("SYSPRINT", "ICK30003I FUNCTION TERMINATED. " + refusal.getMessage());
                code = 12;
            }
            step.print("SYSPRINT", "ICK00001I FUNCTION COMPLETED, HIGHEST CONDITION CODE WAS " + code);
            highest = Math.max(highest, code);
        }
        step.print("SYSPRINT", "ICK00002I ICKDSF PROCESSING COMPLETE. MAXIMUM CONDITION CODE WAS " + highest);
        return highest;
    }

    private static void reformat(JobStep step, Words statement)
            throws ZosException, AbendException, InterruptedException {
        if (!statement.first().equals("REFORMAT")) {
            throw new ZosException(Reason.INVALID, "command " + statement.first() + " is not known");
        }
        Devices devices = step.image().devices();
        String unit = statement.value("UNITADDRESS|UNIT").orElse("");
        Device device = devices.unit(unit)
                .orElseThrow(() -> new ZosException(Reason.NOT_FOUND, "there is no device '" + unit + "'"));
        String now = label(device);
        String expected = statement.value("VERIFY").orElse(now);
        if (!expected.equals(now)) {
            throw new ZosException(Reason.INVALID, "the volume is '" + now + "', not '" + expected + "'");
        }
        String volser =
                statement.value("VOLID").orElseThrow(() -> new ZosException(Reason.INVALID, "VOLID is missing"));
        devices.relabel(unit, volser);
        step.print("SYSPRINT", "ICK01314I VTOC IS LOCATED AT CCHH=X'0000 0001' AND IS 14 TRACKS.");
    }

    private static String label(Device device) throws ZosException {
        try {
            return device.system().volser(device.volume()).orElse("");
        } catch (ArrayException refusal) {
            throw new ZosException(Reason.IO, refusal.getMessage());
        }
    }
}
