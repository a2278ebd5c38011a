package org.copyblade.system.ims.internal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.copyblade.endpoint.IdleThreads;
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
 * @param threads one for each member and each of two calls, so that none waits for another
 * @param operator for all commands, in the lane of the window
 * @param positions of the logs
 * @param hook how everything that writes is held
 */
record ImsParts(
        ImsSettings settings, Zosmf zosmf, IdleThreads threads, Operator operator, Positions positions, SiteHook hook)
        implements AutoCloseable {

    /** What comes from a z/OSMF that has taken the login. */
    private static final Set<Reason> ANSWERS = EnumSet.of(Reason.RIGHTS, Reason.REFUSED, Reason.GONE, Reason.CHANGED);

    static ImsParts of(ImsSettings settings) throws SystemException {
        try {
            Zosmf zosmf = Zosmf.of(settings.access());
            Zosmf window = zosmf.on(Lane.WINDOW);
            IdleThreads threads = new IdleThreads(2 * settings.members().size(), "ims " + settings.name());
            Together together = new Together(threads);
            Operator operator = new Operator(
                    window.console(settings.console()),
                    together,
                    settings.commands().down());
            SiteHook hook = settings.hook().way() instanceof ImsSettings.ByJob jobs
                    ? new JobHook(settings, jobs, window, together)
                    : new CommandHook(
                            settings, (ImsSettings.ByCommand) settings.hook().way(), operator);
            return new ImsParts(settings, zosmf, threads, operator, new Positions(settings, operator), hook);
        } catch (ZosmfException e) {
            throw ImsFault.CONFIG.error(e.getMessage(), e.hint());
        }
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

    /** No thread of them idles any more; whoever holds the members by them can still let them go on. */
    @Override
    public void close() {
        zosmf.close();
        threads.close();
    }
}
