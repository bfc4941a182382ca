-- A leaderboard, by names that begin with the key's, so that all are on one hash slot:
--   m              what is known of it, a hash: d its definition, a digest and a text; g the generation that is live, n the last that
--                  was begun; u until when another is being built, by whom, and which, and r by which server; x and a member, one that is
--                  banned; c and a window, 1 if it is closed for good, 2 if its end has been told, 3 if both; a if any score has come with
--                  metadata
--   z gen:window   the members of a window in their order, a sorted set: by the score, negative where the highest is first, and then
--                  by what breaks a tie, eight bytes, and the member
--   h gen:window   their records, a hash: score, column, time, and metadata behind a byte; and the version, under a name that is no text
--   s gen:window   the scores that there are, a sorted set, where ranks are dense
--   b gen          the windows that a build has begun, a set
--   o gen:id       what an operation has done: what tells it from another, and what was answered of each window
--   w              the windows whose end has not been told, a sorted set by when somebody is to be told
--   t              the windows that have an end, a sorted set by when what is known of it can be forgotten: a week after they cannot be read
--                  any more, as nobody may ever ask
-- Numbers are doubles, exact below 2^53; none below zero breaks a tie, and so they are in their order as bytes, too.
--
-- Every script on a board begins with this. Its argument begins with the definition's digest, its text or nothing, and how members are
-- ordered: ties by who was first, 0, last, 1, has more, 2, or less, 3, in a column, or by name, 4; ranks by place, 0, standard, 1, dense, 2,
-- or modified, 3; and whether the highest is first.
--
-- A function costs when it is made, as much as a command, and more by every local outside of it that it names. So there are few, and
-- numbers stand for themselves. Strings are never compared by order: Redis does that by the locale.
local call, pack, read, sub = redis.call, struct.pack, struct.unpack, string.sub
local key, arguments = KEYS[1], ARGV[1]
local meta = key .. 'm'
local digest, text, ties, style, highest, from = read('>c16Hc0BBB', arguments)
local board, records, scores, isPlain

local function element(member, column, at)
  if ties == 0 then
    return pack('>d', at) .. member
  elseif ties == 1 then
    return pack('>d', 8640000000000000 - at) .. member
  elseif ties == 2 then
    return pack('>d', 2251799813685248 - column) .. member
  end
  return ties == 3 and pack('>d', 2251799813685248 + column) .. member or member
end
