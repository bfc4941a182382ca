-- A leaderboard, by names that begin with the key's, so that all are on one hash slot:
--   m              what is known of it, a hash: d its definition, a digest and a text; g the generation that is live, n the last that
--                  was begun; u until when another is being built, by whom, and which; r the server where; x and a member, one that is banned; c and a
--                  window, 1 if it is closed for good, 2 if its end has been told, 3 if both
--   z gen:window   the members of a window in their order, a sorted set: by the score, negative where the highest is first, and then
--                  by what breaks a tie, eight bytes, and the member
--   h gen:window   their records, a hash: score, column, time, and metadata behind a byte; and the version, under a name that is no text
--   s gen:window   the scores that there are, a sorted set, where ranks are dense
--   b gen          the windows that a build has begun, a set
--   o gen:id       what an operation has done: what tells it from another, and what was answered of each window
--   w              the windows whose end has not been told, a sorted set by when somebody is to be told
--   t              the windows that have an end, a sorted set by when what is known of it can be forgotten: a week after they cannot be read
--                  any more, as nobody may ever ask
-- Every script on a board begins with this. Its argument begins with the definition's digest, its text or nothing, and how members are
-- ordered: ties by who was first, 0, last, 1, has more, 2, or less, 3, in a column, or by name, 4; ranks by place, 0, standard, 1, dense, 2,
-- or modified, 3; and whether the highest is first.
--
-- A function costs when it is made, as much as some commands, and by every local outside of it that it names. So there are few, and numbers
-- stand for themselves. Strings are never compared by order: Redis does that by the locale.
local call, pack, read, floor = redis.call, struct.pack, struct.unpack, math.floor
local arguments = ARGV[1]
local digest, text, ties, style, highest, from = read('>c16Hc0BBB', arguments)
local meta, micros = key .. 'm', time[1] * 1000000 + time[2]
local board, records, scores

-- What follows is on this window.
local function onto(generation, window)
  local name = generation .. ':' .. window
  board, records, scores = key .. 'z' .. name, key .. 'h' .. name, key .. 's' .. name
end

-- Returns what to answer in place of all else: X and the definition that is recorded, if it is another; N if there is none and the
-- caller has to say it.
local function refuses(recorded, writes)
  if recorded then
    return sub(recorded, 1, 16) ~= digest and 'X' .. pack('>Hc0', #recorded - 16, sub(recorded, 17))
  elseif writes and text == '' then
    return 'N'
  elseif writes then
    call('HSET', meta, 'd', digest .. text)
  end
end

local function record(bytes)
  local a, b, c, d, e, f = read('>i4I4i4I4i4I4', bytes)
  return a * 4294967296 + b, c * 4294967296 + d, e * 4294967296 + f
end

-- As a sorted set has it. What is taken from zero is never minus zero.
local function sorted(score)
  return string.format('%.0f', highest == 1 and 0 - score or score)
end

local function element(member, column, at)
  if ties == 0 then
    return bytes(at) .. member
  elseif ties == 1 then
    return bytes(8640000000000000 - at) .. member
  elseif ties == 2 then
    return bytes(2251799813685248 - column) .. member
  end
  return ties == 3 and bytes(2251799813685248 + column) .. member or member
end

-- The version after this one.
local function later(version)
  return bytes(version and math.max(micros, number(version, 1) + 1) or micros)
end

-- Nobody may have this score any more.
local left = style == 2 and function(score)
  if call('ZCOUNT', board, score, score) == 0 then
    call('ZREM', scores, score)
  end
end
