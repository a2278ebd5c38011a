package org.copyblade.zosmf;

import java.io.IOException;
import org.copyblade.endpoint.IdleThreads;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.copyblade.zosmf.internal.Client;

/**
 * One z/OSMF under one configuration, with its connections and its login; made anew when the configuration changes. Any
 * thread.
 */
public final class Zosmf implements AutoCloseable {

    /** They move bytes and decrypt; no request waits in them. */
    private static final int THREADS = 4;

    private final ZosmfAccess access;
    private final Client client;
    private final IdleThreads threads;

    private Zosmf(ZosmfAccess access, Client client, IdleThreads threads) {
        this.access = access;
        this.client = client;
        this.threads = threads;
    }

    /** Makes a client; sends nothing. */
    public static Zosmf of(ZosmfAccess access) throws ZosmfException {
        IdleThreads threads = new IdleThreads(THREADS, "zosmf " + access.base().getHost());
        try {
            return new Zosmf(access, new Client(access, TlsContexts.of(access.trust()), threads), threads);
        } catch (IOException e) {
            threads.close();
            throw ZosmfException.of(
                    Reason.CONFIG,
                    "key 'ca.file' cannot be used, name a readable file of PEM certificates: " + e.getMessage());
        }
    }

    /** The same server, connections and login, for requests of another lane. A view: closing either closes both. */
    public Zosmf on(Lane lane) {
        return new Zosmf(access, client.on(lane), threads);
    }

    /** How it is reached. */
    public ZosmfAccess access() {
        return access;
    }

    /** Jobs on the system of this z/OSMF. */
    public Jobs jobs() {
        return new Jobs(client);
    }

    /**
     * The console of this name, which z/OSMF makes on first use.
     *
     * @param name 2 to 8 characters; {@code defcn} for one named after the user
     */
    public Console console(String name) {
        return new Console(client, name);
    }

    /** Data sets of this sysplex. */
    public DataSets dataSets() {
        return new DataSets(client);
    }

    /** Logs in unless there is a login; for before a window, so that nothing inside has to. */
    public void authenticate(ZosmfCall call) throws ZosmfException {
        client.authenticate(call);
    }

    /** A login of its own, for somebody outside this process who is to send a request. */
    public Credential freshCredential(ZosmfCall call) throws ZosmfException {
        return client.freshCredential(call);
    }

    /** No thread of it idles any more; what is under way goes on, and so does what is still asked to let go what is held. */
    @Override
    public void close() {
        threads.close();
    }
}
