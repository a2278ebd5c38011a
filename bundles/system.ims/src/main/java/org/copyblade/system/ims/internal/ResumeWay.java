package org.copyblade.system.ims.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.endpoint.Trust;
import org.copyblade.system.ims.internal.ImsSettings.ByCommand;
import org.copyblade.system.ims.internal.ImsSettings.ByJob;
import org.copyblade.zosmf.ZosmfAccess;

/**
 * Where and how the members of a hold are told to go on, as it was configured when they were held. User and password are those of
 * the configuration of then, and so is the card of jobs, which may hold a password.
 *
 * @param base of the z/OSMF
 * @param trust which certificate it may show: {@code pin:SHA256} or {@code ca:FILE}, empty for what is configured then
 * @param console of commands
 * @param down message of what does not run
 * @param prefix of the names of jobs
 * @param way what lets go on; what holds is not noted
 */
record ResumeWay(URI base, String trust, String console, Template down, String prefix, ImsSettings.Way way) {

    private static final String PIN = "pin:";
    private static final String AUTHORITY = "ca:";
    private static final String COMMAND = "command";
    private static final String JOB_EACH = "job-each";
    private static final String JOB_ALL = "job-all";

    static ResumeWay of(ImsSettings settings) {
        return new ResumeWay(
                settings.access().base(),
                settings.access()
                        .trust()
                        .fold(
                                pinned -> PIN + pinned.sha256(),
                                authority -> AUTHORITY + authority.file(),
                                anybody -> ""),
                settings.console(),
                settings.commands().down(),
                settings.batch().prefix(),
                resuming(settings.hook().way()));
    }

    /** The same without what holds: a way that is read from a token equals the one that was noted. */
    private static ImsSettings.Way resuming(ImsSettings.Way way) {
        return way instanceof ByJob jobs
                ? new ByJob(jobs.each(), jobs.resume(), jobs.resume(), jobs.idleCode(), jobs.fence(), jobs.unit(), "")
                : commands((ByCommand) way);
    }

    private static ByCommand commands(ByCommand way) {
        return new ByCommand(way.resume(), way.resumed(), way.resume(), way.resumed(), way.idle());
    }

    /** What a person does to end the hold. */
    String byHand() {
        return way.byHand() + " through " + base;
    }

    /** As fields, to be read by {@link #of(List)}. */
    List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(base.toString(), trust, console, down.text(), prefix));
        if (way instanceof ByJob jobs) {
            fields.addAll(List.of(
                    jobs.each() ? JOB_EACH : JOB_ALL,
                    jobs.resume().text(),
                    Integer.toString(jobs.idleCode()),
                    jobs.fence(),
                    jobs.unit()));
        } else {
            ByCommand commands = (ByCommand) way;
            fields.addAll(Stream.of(commands.resume(), commands.resumed(), commands.idle())
                    .map(Template::text)
                    .toList());
            fields.add(5, COMMAND);
        }
        return fields;
    }

    /** @throws IllegalArgumentException if they are none */
    static ResumeWay of(List<String> fields) {
        if (fields.size() < 9) {
            throw new IllegalArgumentException("no way to go on: " + fields);
        }
        return new ResumeWay(
                URI.create(fields.get(0)),
                fields.get(1),
                fields.get(2),
                new Template(fields.get(3)),
                fields.get(4),
                way(fields.get(5), fields.subList(6, fields.size())));
    }

    private static ImsSettings.Way way(String kind, List<String> rest) {
        Template resume = new Template(rest.get(0));
        if (kind.equals(COMMAND)) {
            Template resumed = new Template(rest.get(1));
            return new ByCommand(resume, resumed, resume, resumed, new Template(rest.get(2)));
        }
        if (!List.of(JOB_EACH, JOB_ALL).contains(kind) || rest.size() < 4) {
            throw new IllegalArgumentException("no way to go on: " + kind);
        }
        return new ByJob(
                kind.equals(JOB_EACH), resume, resume, Integer.parseInt(rest.get(1)), rest.get(2), rest.get(3), "");
    }

    /**
     * By what the members are told to go on: one list for each place, the next of which counts only where the one before cannot be
     * asked. In each, what is noted comes first. What is configured now may have been corrected because the noted way does not
     * work, but one of another kind says nothing about this hold. Another certificate is another place: by the noted one nothing
     * may be reached any more.
     *
     * @param now as it is configured, of the members that were held
     */
    List<List<ImsSettings>> tries(ImsSettings now) {
        List<List<ImsSettings>> places = new ArrayList<>();
        boolean trusted = trust.isEmpty() || trust.equals(of(now).trust());
        if (!trusted || !base.equals(now.access().base())) {
            places.add(ways(placed(now)));
        }
        places.add(ways(now));
        return places;
    }

    /** Whether the members of one place are asked the same, by whatever console and trust. */
    static boolean asksTheSame(ImsSettings one, ImsSettings other) {
        return one.access().base().equals(other.access().base())
                && of(one).way().equals(of(other).way());
    }

    private List<ImsSettings> ways(ImsSettings place) {
        List<ImsSettings> ways = new ArrayList<>(List.of(by(place, console)));
        if (way instanceof ByCommand) {
            ways.add(by(place, place.console()));
        }
        if (way.getClass().equals(place.hook().way().getClass())) {
            ways.add(place);
        }
        ResumeWay configured = of(place);
        // What serves the configuration has its connections and its login already.
        return ways.stream()
                .map(settings -> of(settings).equals(configured) ? place : settings)
                .distinct()
                .toList();
    }

    private ImsSettings placed(ImsSettings now) {
        ZosmfAccess access = now.access();
        ZosmfAccess noted = new ZosmfAccess(
                base,
                access.user(),
                access.password(),
                access.authentication(),
                trust.startsWith(PIN)
                        ? new Trust.Pinned(trust.substring(PIN.length()))
                        : trust.startsWith(AUTHORITY)
                                ? new Trust.Authority(Path.of(trust.substring(AUTHORITY.length())))
                                : access.trust(),
                access.connectTimeout(),
                access.requestTimeout(),
                access.maxConnections());
        return new ImsSettings(
                now.name(), now.members(), noted, now.console(), now.hook(), now.commands(), now.batch(), now.scope());
    }

    private ImsSettings by(ImsSettings place, String by) {
        ImsSettings.Hook hook = place.hook();
        ImsSettings.Commands commands = place.commands();
        ImsSettings.Batch batch = place.batch();
        return new ImsSettings(
                place.name(),
                place.members(),
                place.access(),
                by,
                new ImsSettings.Hook(way, hook.timeout(), hook.proofTimeout(), hook.batch(), hook.ended()),
                new ImsSettings.Commands(
                        commands.position(),
                        down,
                        commands.checkpoint(),
                        commands.checkpointed(),
                        commands.stop(),
                        commands.start(),
                        commands.restart(),
                        commands.restartTimeout()),
                new ImsSettings.Batch(
                        batch.jobCard(), prefix, batch.reslib(), batch.dbdlib(), batch.recons(), batch.timeout()),
                place.scope());
    }
}
