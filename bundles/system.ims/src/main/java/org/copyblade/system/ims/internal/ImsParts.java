package org.copyblade.system.ims.internal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.copyblade.endpoint.Lane;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * What serves one configuration; made anew when it changes.
 *
 * @param settings checked
 * @param zosmf for what can wait
 * @param operator for all commands, in the lane of the window
 * @param positions of the logs
 * @param hook how everything that writes is held
 */
record ImsParts(ImsSettings settings, Zosmf zosmf, Operator operator, Positions positions, SiteHook hook) {

    private static final long IDLE_SECONDS = 30;

    /** What comes from a z/OSMF that has taken the login. */
    private static final Set<Reason> ANSWERS = EnumSet.of(Reason.RIGHTS, Reason.REFUSED, Reason.GONE, Reason.CHANGED);

    static ImsParts of(ImsSettings settings) throws SystemException {
        try {
            Zosmf zosmf = Zosmf.of(settings.access());
            Zosmf window = zosmf.on(Lane.WINDOW);
            Together together = new Together(threads(settings));
            Operator operator = new Operator(
                    window.console(settings.console()),
                    together,
                    settings.commands().down());
            SiteHook hook = settings.hook().way() instanceof ImsSettings.ByJob jobs
                    ? new JobHook(settings, jobs, window, together)
                    : new CommandHook(
                            settings, (ImsSettings.ByCommand) settings.hook().way(), operator);
            return new ImsParts(settings, zosmf, operator, new Positions(settings, operator), hook);
        } catch (ZosmfException e) {
            throw ImsFault.CONFIG.error(e.getMessage(), e.hint());
        }
    }

    /** One for each member, so that none waits for another; they end when idle, so that parts need no end of their own. */
    private static ExecutorService threads(ImsSettings settings) {
        int most = 2 * settings.members().size();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "ims " + settings.name());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Why z/OSMF cannot be asked as it is configured here; empty if it can, whatever it says. */
    Optional<Reason> mute(ZosmfCall call) {
        try {
            zosmf.jobs().list(JobFilter.named(settings.batch().prefix() + "000"), call);
            return Optional.empty();
        } catch (ZosmfException e) {
            return Optional.of(e.reason()).filter(reason -> !ANSWERS.contains(reason));
        }
    }

    Discovery discovery() {
        return new Discovery(settings, zosmf, positions);
    }

    CopyRegister register() {
        return new CopyRegister(new BatchJobs(zosmf, settings.batch()));
    }

    Lifecycle lifecycle() {
        return new Lifecycle(settings, operator, positions);
    }
}
