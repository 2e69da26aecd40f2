"""What Redis does in one step each. A token's keys share a hash tag, so that a cluster keeps them on one node.

``lock`` is a text that names the holder and expires. ``entry`` is a hash: ``token`` is the JSON text, ``fence`` counts
the locks that were ever given out, ``written`` is the number of the one under which the token was last written.
"""

from __future__ import annotations

__all__ = ["ACQUIRE", "DELETE", "RELEASE", "RENEW", "SAVE"]

# Arguments: holder, life of the lock, life of an entry without a token. A request that is repeated after a broken
# connection finds its own lock. Returns the lock's number, or 0 where it is another's.
ACQUIRE = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local fence = redis.call('HINCRBY', KEYS[2], 'fence', 1)
if fence == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
return fence
"""

# Arguments: holder, life of the lock.
RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

# Arguments: holder.
RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""

# Arguments: number of the lock, life of the entry (0: for good), token. A holder that fell asleep until its lock
# expired may still write, as long as nobody after it has: its token may be the only good one. The count goes on from
# there even if the server forgot it in between, because a number that comes again would be refused.
SAVE = """
if tonumber(redis.call('HGET', KEYS[1], 'written') or '0') > tonumber(ARGV[1]) then return 0 end
local fence = math.max(tonumber(redis.call('HGET', KEYS[1], 'fence') or '0'), tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'token', ARGV[3], 'written', ARGV[1], 'fence', fence)
if ARGV[2] == '0' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
"""

# Arguments: number of the lock, life of what remains: the numbers, which keep out holders that are late.
DELETE = """
if tonumber(redis.call('HGET', KEYS[1], 'written') or '0') > tonumber(ARGV[1]) then return 0 end
local fence = math.max(tonumber(redis.call('HGET', KEYS[1], 'fence') or '0'), tonumber(ARGV[1]))
redis.call('HDEL', KEYS[1], 'token')
redis.call('HSET', KEYS[1], 'written', ARGV[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""
