package org.copyblade.manager.internal.profile;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Profile;
import org.copyblade.api.Profiles;
import org.copyblade.api.SetupReport;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What commands see of profiles. Safe for many threads. */
@Component(immediate = true)
public final class ProfileService implements Profiles {

    private final ProfileBook book;
    private final ProfileEditor editor;
    private final ProfileSetup setup;
    private final Clock clock;

    @Activate
    public ProfileService(
            @Reference(name = "book") ProfileBook book,
            @Reference(name = "admin") ConfigurationAdmin admin,
            @Reference(name = "setup") ProfileSetup setup) {
        this(book, admin, setup, Clock.systemUTC());
    }

    ProfileService(ProfileBook book, ConfigurationAdmin admin, ProfileSetup setup, Clock clock) {
        this.book = book;
        this.editor = new ProfileEditor(admin, book);
        this.setup = setup;
        this.clock = clock;
    }

    @Override
    public List<Profile> list() {
        ConfigurationSet now = book.now();
        return now.views().stream().map(view -> profile(now, view)).toList();
    }

    @Override
    public Profile get(String name) throws CopybladeException {
        ConfigurationSet now = book.now();
        return now.view(name)
                .map(view -> profile(now, view))
                .orElseThrow(
                        () -> new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "there is no profile '" + name + "'"));
    }

    @Override
    public Profile set(String name, String key, String value) throws CopybladeException {
        return set(name, Map.of(key, value));
    }

    @Override
    public Profile set(String name, Map<String, String> changes) throws CopybladeException {
        editor.set(name, changes);
        return get(name);
    }

    @Override
    public SetupReport setup(String name) throws CopybladeException {
        return setup.setup(book.options(name, Map.of()));
    }

    private Profile profile(ConfigurationSet set, ConfigurationSet.ProfileView view) {
        Optional<String> refused =
                view.problems().isEmpty() ? Optional.empty() : Optional.of(Problem.joined(view.problems()));
        return new Profile(
                view.name(), view.system(), view.values(), setup.state(view.name()), refused, nextRun(set, view));
    }

    private Optional<Instant> nextRun(ConfigurationSet set, ConfigurationSet.ProfileView view) {
        return set.usable(view.name()).flatMap(options -> options.schedule()
                .flatMap(schedule -> schedule.nextAfter(clock.instant(), options.scheduleZone())));
    }
}
