package org.copyblade.manager.internal.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.manager.internal.profile.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of all schedules on disk, so that a start missed while the platform was down is known. */
final class ScheduleFile {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleFile.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path path;

    ScheduleFile(Path path) {
        this.path = path;
    }

    /** A state as it is stored; due and reason are empty if nothing was missed. Older versions know of nothing postponed. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private record Stored(
            @JsonInclude String schedule,
            @JsonInclude String handledUntil,
            @JsonInclude String due,
            @JsonInclude String reason,
            boolean postponed) {

        Stored {
            Objects.requireNonNull(schedule, "schedule");
            Objects.requireNonNull(handledUntil, "handledUntil");
            Objects.requireNonNull(due, "due");
            Objects.requireNonNull(reason, "reason");
        }

        static Stored of(ScheduleState state) {
            return new Stored(
                    state.schedule(),
                    state.handledUntil().toString(),
                    state.missed().map(run -> run.due().toString()).orElse(""),
                    state.missed().map(MissedRun::reason).orElse(""),
                    state.postponed());
        }

        ScheduleState state(String profile) {
            Optional<MissedRun> missed =
                    due.isEmpty() ? Optional.empty() : Optional.of(new MissedRun(profile, Instant.parse(due), reason));
            return new ScheduleState(schedule, Instant.parse(handledUntil), missed, postponed);
        }
    }

    /** By profile. */
    Map<String, ScheduleState> read() {
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            Map<String, Stored> stored = JSON.readValue(Files.readString(path), new TypeReference<>() {});
            Map<String, ScheduleState> states = new HashMap<>();
            stored.forEach((profile, state) -> states.put(profile, state.state(profile)));
            return states;
        } catch (JsonProcessingException | DateTimeException e) {
            LOG.warn("{} is damaged: schedules go on from now, earlier missed starts are not known", path);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: schedules go on from now: {}", path, e.toString());
        }
        return Map.of();
    }

    void write(Map<String, ScheduleState> states) {
        Map<String, Stored> stored = new TreeMap<>();
        states.forEach((profile, state) -> stored.put(profile, Stored.of(state)));
        try {
            AtomicFile.write(path, JSON.writeValueAsString(stored));
        } catch (IOException e) {
            // Schedules go on all the same; only a restart would not know of this one.
            LOG.error("the state of the schedules could not be stored in {}: {}", path, e.toString());
        }
    }
}
