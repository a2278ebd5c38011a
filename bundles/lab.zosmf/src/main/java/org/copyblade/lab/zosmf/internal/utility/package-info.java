/** The small programs of z/OS: IEFBR14, IDCAMS and ICKDSF, as far as backups need them. */
package org.copyblade.lab.zosmf.internal.utility;
