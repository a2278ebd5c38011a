package org.copyblade.guard.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.guard.RemoteHold;

/** Takes a hold to a guard by its standard input: it has a password, so neither command line nor file may carry it. */
final class RemotePlan {

    private RemotePlan() {}

    static void write(RemoteHold hold, DataOutputStream out) throws IOException {
        text(out, hold.systemKey());
        out.writeLong(hold.epoch());
        text(out, hold.host());
        out.writeInt(hold.port());
        text(out, hold.certificateSha256());
        text(out, hold.authorities());
        text(out, hold.login().user());
        text(out, hold.login().password());
        text(out, hold.login().passwordFile());
        text(out, hold.rehearsal());
        out.writeInt(hold.requests().size());
        for (RemoteHold.Request request : hold.requests()) {
            text(out, request.member());
            text(out, request.http());
            text(out, request.ask());
            text(out, request.done());
        }
        out.flush();
    }

    static RemoteHold read(DataInputStream in) throws IOException {
        String key = text(in);
        long epoch = in.readLong();
        String host = text(in);
        int port = in.readInt();
        String sha256 = text(in);
        String authorities = text(in);
        RemoteHold.Login login = new RemoteHold.Login(text(in), text(in), text(in));
        String rehearsal = text(in);
        List<RemoteHold.Request> requests = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            requests.add(new RemoteHold.Request(text(in), text(in), text(in), text(in)));
        }
        return new RemoteHold(key, epoch, host, port, sha256, authorities, login, rehearsal, requests);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
