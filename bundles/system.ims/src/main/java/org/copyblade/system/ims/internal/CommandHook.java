package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.zosmf.ZosmfCall;

/** Holds each member by a command at the console, all at one time: one round trip. Any thread. */
final class CommandHook implements SiteHook {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ImsSettings settings;
    private final ImsSettings.ByCommand way;
    private final Operator operator;

    CommandHook(ImsSettings settings, ImsSettings.ByCommand way, Operator operator) {
        this.settings = settings;
        this.way = way;
        this.operator = operator;
    }

    @Override
    public void ready(long epoch, ZosmfCall call) {
        // A command needs nothing but the console, whose login is proven already.
    }

    @Override
    public String hold(long epoch, long limitSeconds, ZosmfCall call) {
        Map<Member, Said> said = operator.each(
                settings.members(),
                member -> way.suspend().of(member, epoch, limitSeconds),
                member -> either(way.suspended(), member, epoch),
                call);
        String unheld = Operator.unanswered(said);
        if (!unheld.isEmpty()) {
            return unheld;
        }
        // Who says that nothing is held has refused; nobody waits for it while the others stand still.
        return said.entrySet().stream()
                .filter(member -> !says(way.suspended(), member, epoch))
                .map(member ->
                        member.getKey() + " refuses: " + String.join(" / ", ((Said.Answer) member.getValue()).lines()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public Release letGo(long epoch, long limitSeconds, ZosmfCall call) {
        Map<Member, Said> said = operator.each(
                settings.members(),
                member -> way.resume().of(member, epoch, limitSeconds),
                member -> either(way.resumed(), member, epoch),
                call);
        List<String> ended = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        Map<String, String> down = new LinkedHashMap<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Map.Entry<Member, Said> member : said.entrySet()) {
            String name = member.getKey().name();
            if (member.getValue() instanceof Said.Answer) {
                (says(way.resumed(), member, epoch) ? ended : idle).add(name);
            } else {
                (member.getValue() instanceof Said.NotRunning ? down : unknown)
                        .put(name, member.getValue().words());
            }
        }
        return new Release(ended, idle, down, unknown);
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public List<GuardOrders.Order> orders(long epoch, long limitSeconds) {
        String path = "/restconsoles/consoles/" + settings.console().replace("#", "%23");
        return settings.members().stream()
                .map(member -> {
                    String done = either(way.resumed(), member, epoch);
                    String system =
                            member.system().isEmpty() ? "" : ",\"system\":" + GuardOrders.quoted(member.system());
                    String body = "{\"cmd\":" + GuardOrders.quoted(way.resume().of(member, epoch, limitSeconds))
                            + system + ",\"sol-key\":" + GuardOrders.quoted(done) + ",\"solKeyReg\":\"Y\"}";
                    return new GuardOrders.Order(
                            member.name(), GuardOrders.Message.put(path, "application/json", body), "", done);
                })
                .toList();
    }

    @Override
    public void tidy(long epoch) {
        // Commands leave nothing behind.
    }

    private String either(Template message, Member member, long epoch) {
        return "(" + message.pattern(member, epoch) + ")|(" + way.idle().pattern(member, epoch) + ")";
    }

    private static boolean says(Template message, Map.Entry<Member, Said> member, long epoch) {
        Pattern wanted = Pattern.compile(message.pattern(member.getKey(), epoch));
        return ((Said.Answer) member.getValue())
                .lines().stream().anyMatch(line -> wanted.matcher(line).find());
    }
}
