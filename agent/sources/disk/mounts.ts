/** Which of the mounts in /proc/self/mountinfo hold somebody's files. */
export interface Mount {
  readonly path: string
  /** Without /dev/. */
  readonly device: string
  readonly fstype: string
  readonly mode: 'rw' | 'ro'
  /** Its server may be gone, and then no call about it returns. */
  readonly network: boolean
}

const local = new Set(
  'ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs bcachefs nilfs2 vfat msdos exfat ntfs ntfs3 fuseblk hfsplus ufs'.split(
    ' ',
  ),
)
const network = new Set(
  'nfs nfs4 cifs smb3 smbfs ncpfs ceph afs 9p glusterfs lustre davfs fuse.sshfs fuse.glusterfs fuse.ceph fuse.davfs fuse.rclone'.split(
    ' ',
  ),
)
/** Never the office's files, whatever is mounted there. */
const machinery =
  /^\/(?:proc|sys|dev|run|snap|etc\/(?:hosts|hostname|resolv\.conf)|var\/snap|var\/lib\/(?:docker|containers|containerd|kubelet|lxd|snapd|flatpak))(?:\/|$)/
/** What a desktop mounts when somebody plugs a stick in; the path has that person's name. */
const plugged = /^\/media\/[^/]+\/[^/]+/
const mountsMax = 64

interface Entry extends Mount {
  /** Major and minor number: the same for all mounts of one file system. */
  readonly number: string
  /** What part of the file system is mounted; "/" but for bind mounts and subvolumes. */
  readonly root: string
}

/** One mount per file system, in the order of their paths. */
export function mountsOf(mountinfo: string): readonly Mount[] {
  const byPath = new Map<string, Entry>()
  for (const line of mountinfo.split('\n')) {
    const entry = parseLine(line)
    // A later line at the same path hides the earlier one.
    if (entry) byPath.set(entry.path, entry)
  }
  const bySystem = new Map<string, Entry>()
  for (const entry of byPath.values()) {
    if (!isWanted(entry)) continue
    const other = bySystem.get(entry.number)
    if (!other || isBetter(entry, other)) bySystem.set(entry.number, entry)
  }
  return [...bySystem.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, mountsMax)
}

/** "29 1 259:2 / / rw,relatime shared:1 - ext4 /dev/dm-2 errors=remount-ro" */
function parseLine(line: string): Entry | undefined {
  const words = line.split(' ')
  const dash = words.indexOf('-', 6)
  const [, , number, root, path, options] = words
  const fstype = words[dash + 1]
  const source = words[dash + 2]
  if (dash < 0 || !number || !root || !path || !options || !fstype || !source) return undefined
  const readOnly = options.split(',').includes('ro') || words[dash + 3]?.split(',').includes('ro')
  return {
    number,
    root: unescaped(root),
    path: unescaped(path),
    device: unescaped(source).replace(/^\/dev\//, ''),
    fstype,
    mode: readOnly ? 'ro' : 'rw',
    network: network.has(fstype),
  }
}

/** Space, tab, line feed and backslash are written as three octal digits. */
function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

function isWanted({ path, fstype }: Entry): boolean {
  // In a container the root is an overlay, and still the only disk there is to tell about.
  if (path === '/') return !/^(?:rootfs|tmpfs|ramfs)$/.test(fstype)
  if (machinery.test(path) || plugged.test(path)) return false
  return local.has(fstype) || network.has(fstype)
}

/** The whole file system goes before a part of it, then the shorter path. */
function isBetter(entry: Entry, other: Entry): boolean {
  if ((entry.root === '/') !== (other.root === '/')) return entry.root === '/'
  return entry.path.length < other.path.length
}
