package org.copyblade.system.ims.internal;

/** One IMS of the scripted group: writes log unless held. Guarded by itself. */
final class ScriptedMember {

    private final String name;
    private long lsn = 0x7C3D2;
    private long heldEpoch;
    private boolean up = true;
    private boolean addressSpace = true;
    private boolean silent;
    private boolean refusing;
    private boolean lying;
    private boolean forgetting;

    ScriptedMember(String name) {
        this.name = name;
    }

    synchronized void commit() throws InterruptedException {
        while (heldEpoch != 0 || !up) {
            wait();
        }
        lsn++;
    }

    synchronized boolean isHeld() {
        return heldEpoch != 0;
    }

    synchronized boolean isUp() {
        return up;
    }

    synchronized void letGo() {
        heldEpoch = 0;
        notifyAll();
    }

    synchronized void silent(boolean now) {
        silent = now;
    }

    /** The next suspend is refused. */
    synchronized void refuse() {
        refusing = true;
    }

    /** Says that it holds, and does not. */
    synchronized void lie() {
        lying = true;
    }

    /** Takes the next order to stop and is up all the same, as after a death of z/OS that it has survived by a restart. */
    synchronized void forget() {
        forgetting = true;
    }

    synchronized void crash() {
        up = false;
        addressSpace = false;
        heldEpoch = 0;
        notifyAll();
    }

    /** The lines that answer a command without its prefix; none if nothing is said. */
    synchronized String answer(String command) {
        if (silent) {
            return "";
        }
        if (!addressSpace) {
            return "IEE305I " + name + command.split(" ")[0] + " COMMAND INVALID";
        }
        if (command.startsWith("ERE OVERRIDE")) {
            up = true;
            notifyAll();
            return "DFS994I EMERGENCY START COMPLETED " + name;
        }
        if (!up) {
            return "DFS3656A COMMAND NOT VALID BEFORE RESTART " + name;
        }
        if (command.startsWith("DIS OLDS")) {
            return display();
        }
        if (command.startsWith("SUSPEND LOG EPOCH ")) {
            return suspend(Long.parseLong(command.split(" ")[3]));
        }
        if (command.startsWith("RESUME LOG EPOCH ")) {
            return resume(Long.parseLong(command.split(" ")[3].replace(".", "")));
        }
        if (command.startsWith("CHE FREEZE")) {
            if (!forgetting) {
                crash();
            }
            forgetting = false;
            return "DFS994I *CHKPT 24123/101500**FREEZE*";
        }
        if (command.startsWith("CHE")) {
            return "DFS994I *CHKPT 24123/101500**SIMPLE*";
        }
        return "DFS064I COMMAND REJECTED " + name;
    }

    private String suspend(long epoch) {
        if (refusing) {
            refusing = false;
            return "CBK0319E " + name + " CANNOT BE SUSPENDED NOW";
        }
        heldEpoch = lying ? 0 : epoch;
        return "CBK0315I " + name + " SUSPENDED EPOCH " + epoch;
    }

    private String resume(long epoch) {
        if (lying) {
            return "CBK0316I " + name + " RESUMED EPOCH " + epoch;
        }
        if (heldEpoch != epoch) {
            return "CBK0317I " + name + " NOT SUSPENDED BY EPOCH " + epoch;
        }
        letGo();
        return "CBK0316I " + name + " RESUMED EPOCH " + epoch;
    }

    private String display() {
        String shown = String.format("%08X_%08X", lsn >>> 32, lsn & 0xFFFFFFFFL);
        return String.join(
                "\r",
                "DFS4444I DISPLAY FROM ID=" + name,
                "OLDS-DDNAME % FULL RATE ARCH-JOB    ARCH-STATUS  OTHER-STATUS",
                "*DFSOLP02       37     4                               IN USE",
                " DUAL OLDS LOGGING, DUAL WADS LOGGING",
                " CURRENT BSN = 0000A1F0, LSN = " + shown,
                "*24123/101502*");
    }

    void start() {
        synchronized (this) {
            addressSpace = true;
        }
    }
}
