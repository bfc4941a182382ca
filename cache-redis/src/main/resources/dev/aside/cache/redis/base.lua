-- Numbers as eight bytes, and the server's time. Every script begins with this. Numbers are exact below 2^53; what is more comes
-- out as 2^63 less one, later than any time.
local NEVER = '\127\255\255\255\255\255\255\255'
local EXACT = 9007199254740992
local sub, byte, char = string.sub, string.byte, string.char
local key = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function number(bytes, from)
  local high, low = struct.unpack('>I4I4', bytes, from)
  return high * 4294967296 + low
end

local function bytes(number)
  if number >= EXACT then
    return NEVER
  end
  return struct.pack('>I4I4', math.floor(number / 4294967296), number % 4294967296)
end

