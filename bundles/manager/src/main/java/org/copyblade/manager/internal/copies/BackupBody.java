package org.copyblade.manager.internal.copies;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.RunId;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.SystemLayout;

/**
 * Everything needed to restore a backup without asking anybody else: stored in the catalog, and beside the copy as manifest.
 *
 * @param form of this text; readers read every older form
 * @param options the run started with
 * @param layout of the system at backup time: restores go by it, never by today's
 * @param groups copy groups with their newest bindings
 * @param recoveryFiles to be written before a restored system starts
 * @param before position before the first copy
 * @param stop position that the copies have to reach
 * @param copiedBackFrom where the system had stopped when its copy back began, where its log could tell; records of older
 *     versions have none
 * @param toldAs id that it had in a catalog that was lost, where the one that took it back has given it another: the recovery
 *     control of its system knows it by that; records of older versions have none
 * @param forgottenBy the last run that made the recovery control of its system forget it; records of older versions have none
 * @param leftToOperatorBy the last run that said that nobody but an operator can make it forget; records of older versions have
 *     none
 */
public record BackupBody(
        int form,
        List<String> options,
        SystemLayout layout,
        List<GroupRecord> groups,
        List<RecoveryFile> recoveryFiles,
        Optional<Position> before,
        Optional<Position> stop,
        Optional<Position> copiedBackFrom,
        Optional<String> toldAs,
        Optional<RunId> forgottenBy,
        Optional<RunId> leftToOperatorBy) {

    /** The form written today. */
    public static final int FORM = 1;

    public BackupBody {
        options = List.copyOf(options);
        Objects.requireNonNull(layout, "layout");
        groups = List.copyOf(groups);
        recoveryFiles = List.copyOf(recoveryFiles);
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(stop, "stop");
        copiedBackFrom = copiedBackFrom == null ? Optional.empty() : copiedBackFrom;
        toldAs = toldAs == null ? Optional.empty() : toldAs;
        forgottenBy = forgottenBy == null ? Optional.empty() : forgottenBy;
        leftToOperatorBy = leftToOperatorBy == null ? Optional.empty() : leftToOperatorBy;
    }

    /** The same with one group replaced. */
    public BackupBody with(GroupRecord group) {
        return withGroups(groups.stream()
                .map(old -> old.group().equals(group.group()) ? group : old)
                .toList());
    }

    public BackupBody withGroups(List<GroupRecord> next) {
        return new BackupBody(
                form,
                options,
                layout,
                next,
                recoveryFiles,
                before,
                stop,
                copiedBackFrom,
                toldAs,
                forgottenBy,
                leftToOperatorBy);
    }

    public BackupBody withPositions(Optional<Position> nextBefore, Optional<Position> nextStop) {
        return new BackupBody(
                form,
                options,
                layout,
                groups,
                recoveryFiles,
                nextBefore,
                nextStop,
                copiedBackFrom,
                toldAs,
                forgottenBy,
                leftToOperatorBy);
    }

    public BackupBody withRecoveryFiles(List<RecoveryFile> files) {
        return new BackupBody(
                form,
                options,
                layout,
                groups,
                files,
                before,
                stop,
                copiedBackFrom,
                toldAs,
                forgottenBy,
                leftToOperatorBy);
    }

    public BackupBody withCopiedBackFrom(Optional<Position> stopped) {
        return new BackupBody(
                form,
                options,
                layout,
                groups,
                recoveryFiles,
                before,
                stop,
                stopped,
                toldAs,
                forgottenBy,
                leftToOperatorBy);
    }

    /** The same of a backup that gets another id than this. One that had got one before is still known by its first. */
    public BackupBody withFormerId(BackupId former) {
        return new BackupBody(
                form,
                options,
                layout,
                groups,
                recoveryFiles,
                before,
                stop,
                copiedBackFrom,
                toldAs.or(() -> Optional.of(former.value())),
                forgottenBy,
                leftToOperatorBy);
    }

    /** What it was made to forget nobody has to take out by hand. */
    public BackupBody withForgottenBy(RunId run) {
        return withControl(Optional.of(run), Optional.empty());
    }

    public BackupBody withLeftToOperatorBy(RunId run) {
        return withControl(forgottenBy, Optional.of(run));
    }

    private BackupBody withControl(Optional<RunId> forgotten, Optional<RunId> leftToOperator) {
        return new BackupBody(
                form,
                options,
                layout,
                groups,
                recoveryFiles,
                before,
                stop,
                copiedBackFrom,
                toldAs,
                forgotten,
                leftToOperator);
    }

    /** Whether a copy back that keeps its copies was broken off, and can be gone on with. */
    public boolean isHalfBack() {
        return groups.stream().anyMatch(GroupRecord::isHalfBack);
    }

    /** The newest record of a group. */
    public GroupRecord group(String group) {
        return groups.stream()
                .filter(candidate -> candidate.group().equals(group))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no group " + group));
    }
}
