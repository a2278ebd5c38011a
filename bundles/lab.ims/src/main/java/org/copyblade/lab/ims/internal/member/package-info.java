/** What runs in the address spaces of a member: units of work, checkpoints, archiving, suspension, restart. */
package org.copyblade.lab.ims.internal.member;
