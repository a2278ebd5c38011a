package org.copyblade.blade.shadowimage.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Fan;

/**
 * The requests this blade makes of a VSP. Nothing is kept. Any thread.
 *
 * <p>Source: Hitachi REST API Reference Guide (MK-98RD9014) and its public clients; what none of them states is marked
 * (unconfirmed).
 */
public final class Vsp {

    private static final int LDEVS_AT_ONCE = 16_384;
    private static final String JOBS = "/jobs";

    /** What the smaller models keep. */
    private static final int JOBS_KEPT = 3_000;

    private final RestClient client;
    private final int pool;

    /** @param pool where snapshots keep what has changed; negative for none */
    public Vsp(RestClient client, int pool) {
        this.client = client;
        this.pool = pool;
    }

    /** The storage id, as the storage itself says it. */
    public String storageId(Call call) throws RestException {
        return Shapes.text(client.get("", call), "storageDeviceId");
    }

    public Optional<Ldev> ldev(int id, Call call) throws RestException {
        return Shapes.ldev(client.get("/ldevs/" + id, call));
    }

    /** The status of a pool, such as POLN; empty where there is no such pool. */
    public Optional<String> poolStatus(int id, Call call) throws RestException {
        try {
            return Optional.of(Shapes.text(client.get("/pools/" + id, call), "poolStatus"));
        } catch (RestException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Every volume from the lowest to the highest of these numbers. */
    public List<Ldev> ldevs(Collection<Integer> numbers, Call call) throws RestException {
        List<Ldev> ldevs = new ArrayList<>();
        IntSummaryStatistics bounds =
                numbers.stream().mapToInt(Integer::intValue).summaryStatistics();
        boolean more = !numbers.isEmpty();
        for (int head = bounds.getMin(); more && head <= bounds.getMax(); ) {
            int count = Math.min(LDEVS_AT_ONCE, bounds.getMax() - head + 1);
            String path = "/ldevs?headLdevId=" + head + "&count=" + count + "&ldevOption=defined";
            List<JsonNode> nodes = Shapes.data(client.get(path, call));
            int last = Ldev.MOST;
            for (JsonNode node : nodes) {
                Optional<Ldev> ldev = Shapes.ldev(node);
                ldev.ifPresent(ldevs::add);
                last = ldev.map(Ldev::id).orElse(last);
            }
            more = nodes.size() >= count;
            head = last + 1;
        }
        return ldevs;
    }

    /** Changes the label of a volume. */
    public void label(int ldev, String label, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("label", label);
        client.change("PATCH", "/ldevs/" + ldev, body.toString(), call);
    }

    /** The number of the newest job; 0 if there is none. */
    public long newestJob(Call call) throws RestException {
        long newest = 0;
        for (JsonNode node : Shapes.data(client.get(JOBS + "?count=1", call))) {
            newest = Math.max(newest, Shapes.job(node).id());
        }
        return newest;
    }

    /**
     * Every job younger than this one. The list of the storage may be cut short ((unconfirmed) at which length): those that are
     * missing in it are asked for one by one.
     *
     * @param fan for the questions
     */
    public List<StorageJob> jobsSince(long before, Fan fan, Call call) throws RestException {
        Map<Long, StorageJob> known = new TreeMap<>();
        long newest = before;
        for (JsonNode node : Shapes.data(client.get(JOBS, call))) {
            StorageJob job = Shapes.job(node);
            newest = Math.max(newest, job.id());
            known.put(job.id(), job);
        }
        long first = Math.max(before, newest - JOBS_KEPT) + 1;
        List<Long> missing = LongStream.rangeClosed(first, newest)
                .filter(id -> !known.containsKey(id))
                .boxed()
                .toList();
        fan.each(missing, id -> job(id, call)).forEach(found -> found.ifPresent(job -> known.put(job.id(), job)));
        return known.values().stream().filter(job -> job.id() > before).toList();
    }

    private Optional<StorageJob> job(long id, Call call) throws RestException {
        try {
            return Optional.of(Shapes.job(client.get(JOBS + "/" + id, call)));
        } catch (RestException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What is asked of one way to copy. */
    public CopyEngine engine(Method method) {
        return switch (method) {
            case PAIR -> new ShadowImage(client);
            case THIN_IMAGE -> new ThinImage(client, pool);
        };
    }
}
