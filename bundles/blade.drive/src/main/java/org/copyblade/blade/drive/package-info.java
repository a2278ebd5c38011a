/**
 * What the tests of blades share: {@link org.copyblade.blade.drive.Runs} takes a blade through its calls as the manager does,
 * {@link org.copyblade.blade.drive.GroupDriver} does so with a new blade for every call,
 * {@link org.copyblade.blade.drive.VolumeGroups} names what is copied, {@link org.copyblade.blade.drive.BladeProcess} lets one die on the way, {@link org.copyblade.blade.drive.JumpingClock} lets
 * time pass, and {@link org.copyblade.blade.drive.LabSlots} keeps the data of contract tests on volumes of the laboratory.
 */
@Export
@Version("1.0.0")
package org.copyblade.blade.drive;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
