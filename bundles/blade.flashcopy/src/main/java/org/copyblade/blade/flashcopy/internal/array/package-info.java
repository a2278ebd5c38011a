/** What a DS8000 holds and can be told, in words of its own: systems, subsystems, volumes, relations. */
package org.copyblade.blade.flashcopy.internal.array;
